import { z } from 'zod';
import { face, uuid } from './shapes.ts';

/** A line of chat as clients get it. */
export const chatLine = z.object({
  /** Unique in its chat; a later line has a higher one. */
  id: z.int(),
  /** The writer's uuid. */
  from: uuid,
  name: z.string(),
  /** How the writer looks. */
  face,
  text: z.string(),
  at: z.int().meta({ description: 'Epoch ms.' }),
  /** Said by somebody who only watches. */
  spectator: z.boolean(),
});

export type ChatLine = z.output<typeof chatLine>;

/** A line as it is said. What is longer than any line may be is not even looked at. */
export const chatRequest = z.object({ text: z.string().max(2000) });

/** The line was said. */
export interface Said {
  id: number;
}
