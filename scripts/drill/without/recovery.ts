import { Recovery } from '../../../src/rooms/recovery.ts';

/** A match whose process died stays where it was: nobody takes it over. */
Recovery.prototype.sweep = async () => {};
Recovery.prototype.find = async () => ({ at: 'nowhere' });
