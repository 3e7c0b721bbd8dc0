import { BackupWriter } from '../../../src/persistence/backupWriter.ts';

/** Running matches are in Redis alone. */
BackupWriter.prototype.write = () => {};
