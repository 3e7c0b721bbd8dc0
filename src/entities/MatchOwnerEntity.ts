import { EntitySchema } from 'typeorm';
import { exactNumber } from './columns.ts';

/** A match that is being played: who has it, and what every write of it checks and changes. */
interface MatchOwnerRow {
  matchId: string;
  /** Game time in ms to which it may have run. */
  clock: number;
  /** Journal entries that are stored, numbered from 1 without gaps. */
  entries: number;
  /** Grows with every takeover: who writes under an older one is refused. */
  epoch: number;
  /** Of what is stored: processes leave newer ones than they know alone. */
  format: number;
  game: string;
  /** The process that has it; '' for nobody. */
  owner: string;
}

export const MatchOwnerEntity = new EntitySchema<MatchOwnerRow>({
  name: 'MatchOwner',
  tableName: 'match_owners',
  columns: {
    matchId: {
      name: 'match_id',
      type: 'uuid',
      primary: true,
      primaryKeyConstraintName: 'match_owners_pkey',
    },
    clock: exactNumber('clock'),
    entries: { type: 'integer' },
    epoch: { type: 'integer' },
    format: { type: 'smallint' },
    game: { type: 'text' },
    owner: { type: 'text' },
  },
});
