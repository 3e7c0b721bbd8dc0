import { z } from 'zod';
import type { TicketId } from '../lib/ids.ts';
import { gameName } from './queueRequest.ts';
import { moment, uuid } from './shapes.ts';

const ticketState = z.enum(['waiting', 'proposed', 'matched', 'cancelled', 'expired']);

/**
 * What becomes of a ticket. `waiting` in the queue; `proposed`: a table is being agreed on; `matched`: there is one.
 * From `proposed` it goes back to `waiting` when the table falls through and not by this player's doing. The other
 * three are final: `cancelled` by its player, who may also have declined; `expired` as its player was gone.
 */
export type TicketState = z.output<typeof ticketState>;

/** A ticket as its player is shown it. */
export const ticketView = z
  .object({
    ticket_id: uuid,
    game: gameName,
    state: ticketState,
    position: z.int().meta({ description: '1 is next; 0 when not waiting.' }),
    estimated_wait: z.number().nullable().meta({
      description: 'Seconds: half of the players alike waited no longer. Null when nothing is known.',
    }),
    estimated_wait_max: z
      .number()
      .nullable()
      .meta({ description: 'Seconds: 80 % of the players alike waited no longer.' }),
    waiting: z.int().meta({ description: 'How many wait for this game.' }),
    widening: z.int().meta({ description: 'The fewest people at a table that is taken for it now.' }),
    window: z
      .number()
      .nullable()
      .meta({ description: 'Ratings up to this far away are taken now. Null: any.' }),
    enqueued_at: moment,
    why: z.string().meta({ description: 'Why it was matched or still waits.' }),
    match_id: uuid.nullable(),
    party: z.string().nullable(),
    bots: z.boolean().meta({ description: 'May bots sit at the table.' }),
    deadline: z.number().nullable().meta({
      description:
        'While `proposed`: until when an answer is awaited, in ms since 1970 by the server’s clock.',
    }),
    accepted: z.int().nullable().meta({ description: 'While `proposed`: how many agreed.' }),
    needed: z.int().nullable().meta({ description: 'While `proposed`: how many are asked.' }),
    agreed: z.boolean().meta({ description: 'While `proposed`: whether the caller agreed.' }),
    cool_down_until: moment.nullable().meta({
      description: 'Once it is over: until when the caller may not queue. Null for who may.',
    }),
  })
  .meta({ id: 'Ticket' });

export type TicketView = z.output<typeof ticketView>;

/** A table that one is asked to agree to. Who else is asked nobody knows before all have agreed. */
export interface ReadyCheck {
  ticket_id: TicketId;
  /** Epoch ms, the server's. */
  deadline: number;
  accepted: number;
  needed: number;
  /** This player has agreed. */
  own: boolean;
}
