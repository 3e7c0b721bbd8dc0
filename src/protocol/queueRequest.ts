import { z } from 'zod';

export const gameName = z
  .string()
  .min(1)
  .max(32)
  .meta({ description: 'Name of a game, `relay` for example.' });

/** Regions and the latency measured to them, ms. */
export const regions = z
  .record(z.string().regex(/^[\w .:-]{1,32}$/), z.number().min(0).max(60_000))
  .refine((all) => Object.keys(all).length <= 16, 'at most 16 regions')
  .meta({ description: 'Regions to play in, with measured latency in ms. None: any.' });

/** What a player says to queue, over a socket as over HTTP. Whoever reads it fills in what is left out. */
export const queueRequest = z.strictObject({
  game: gameName.optional(),
  regions: regions.optional(),
  bots: z.boolean().optional().meta({ description: 'Let bots fill empty seats, after a few seconds.' }),
});
