import { z } from 'zod';

/** A line of chat as clients get it. `at` is epoch ms. */
export interface ChatLine {
  /** Unique in its chat; a later line has a higher one. */
  id: number;
  /** The writer's uuid. */
  from: string;
  name: string;
  text: string;
  at: number;
  /** Said by somebody who only watches. */
  spectator: boolean;
}

/** A line as it is said. What is longer than any line may be is not even looked at. */
export const chatRequest = z.object({ text: z.string().max(2000) });

/** The line was said. */
export interface Said {
  id: number;
}
