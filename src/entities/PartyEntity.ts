import { EntitySchema } from 'typeorm';
import { time } from './columns.ts';

/** A party: friends who queue together. */
interface PartyRow {
  id: string;
  code: string;
  version: number;
  touchedAt: number;
  /** The whole party. */
  party: object;
}

export const PartyEntity = new EntitySchema<PartyRow>({
  name: 'Party',
  tableName: 'parties',
  columns: {
    id: { type: 'text', primary: true, primaryKeyConstraintName: 'parties_pkey' },
    code: { type: 'text' },
    version: { type: 'integer' },
    touchedAt: time('touched_at'),
    party: { type: 'json' },
  },
  uniques: [{ name: 'parties_code', columns: ['code'] }],
  indices: [{ name: 'parties_touched', columns: ['touchedAt'] }],
});
