import { EntitySchema } from 'typeorm';
import { exactNumber } from './columns.ts';

/** A ticket of the queue that is kept in Postgres. */
interface QueueTicketRow {
  id: string;
  player: string;
  game: string;
  party: string | null;
  enqueuedAt: number;
  /** The whole ticket as it was added. What follows has changed since. */
  ticket: object;
  state: string;
  match: string | null;
  priority: boolean;
  why: string;
}

export const QueueTicketEntity = new EntitySchema<QueueTicketRow>({
  name: 'QueueTicket',
  tableName: 'queue_tickets',
  columns: {
    id: { type: 'text', primary: true, primaryKeyConstraintName: 'queue_tickets_pkey' },
    player: { type: 'text' },
    game: { type: 'text' },
    party: { type: 'text', nullable: true },
    enqueuedAt: exactNumber('enqueued_at'),
    ticket: { type: 'json' },
    state: { type: 'text' },
    match: { type: 'text', nullable: true },
    priority: { type: 'boolean' },
    why: { type: 'text' },
  },
  indices: [
    {
      name: 'queue_tickets_open',
      columns: ['player'],
      unique: true,
      where: "state IN ('waiting', 'proposed')",
    },
    { name: 'queue_tickets_game', columns: ['game', 'state'] },
  ],
  checks: [
    {
      name: 'queue_tickets_state',
      expression: "state IN ('waiting', 'proposed', 'matched', 'cancelled', 'expired')",
    },
  ],
});
