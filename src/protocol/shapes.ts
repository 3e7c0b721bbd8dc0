import { z } from 'zod';

/** Ids of players, matches and tickets. Taken in either case, known in lower case. */
export const uuid = z.guid().toLowerCase();

/** ISO 8601, UTC. */
export const moment = z.iso.datetime();
