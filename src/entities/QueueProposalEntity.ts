import { EntitySchema } from 'typeorm';
import { exactNumber } from './columns.ts';

/** A table that people of the queue were asked to agree on. */
interface QueueProposalRow {
  match: string;
  /** The whole proposal, without those who are out. */
  proposal: object;
  tickets: string[];
  accepted: string[];
  state: string;
  /** Epoch ms: the deadline, and once it is matched when that was. */
  since: number;
}

export const QueueProposalEntity = new EntitySchema<QueueProposalRow>({
  name: 'QueueProposal',
  tableName: 'queue_proposals',
  columns: {
    match: { type: 'text', primary: true, primaryKeyConstraintName: 'queue_proposals_pkey' },
    proposal: { type: 'json' },
    tickets: { type: 'text', array: true },
    accepted: { type: 'text', array: true },
    state: { type: 'text' },
    since: exactNumber('since'),
  },
  checks: [{ name: 'queue_proposals_state', expression: "state IN ('proposed', 'matched', 'opened')" }],
});
