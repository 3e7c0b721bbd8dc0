import { Persistence } from '../../../src/match/persistence.ts';

/** Actions are seen and acknowledged without being stored. */
Persistence.prototype.change = async (make) => make();
Persistence.prototype.pass = (make) => make();
Object.defineProperty(Persistence.prototype, 'settled', { get: () => true });
