import { z } from 'zod';
import { isStorable, isStorableText } from '../lib/text/storable.ts';
import { PRIORITIES } from '../protocol/notifications.ts';
import type { Known } from './notification.ts';

const knownRequest = z.object({ epoch: z.string().max(64), after: z.int().min(0) });

/** No list has this epoch. */
const NOWHERE: Known = { epoch: '', after: 0 };

/**
 * Where a client says that it was, as it joins; null when it says nothing of it. What cannot be read is nowhere: it is
 * told to ask for everything, as it relies on being told what it missed.
 */
export function knownOf(options: unknown): Known | null {
  const { epoch, after } = (options ?? {}) as Partial<Record<keyof Known, unknown>>;
  if ((epoch ?? null) === null && (after ?? null) === null) return null;
  return knownRequest.safeParse(options).data ?? NOWHERE;
}

export const topicName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,31}$/)
  .meta({ description: 'Lower-case letters, digits, - and _; at most 32.' });

/** Topics that one player may mute. */
export const MAX_MUTED_TOPICS = 50;

const TTL_MAX_S = 30 * 24 * 60 * 60;
const DATA_MAX_BYTES = 4096;

/** What an operator wants to tell. */
export const newNotification = z.strictObject({
  audience: z.union([
    z.strictObject({ all: z.literal(true) }),
    z.strictObject({ topic: topicName }),
    z.strictObject({ match: z.guid().toLowerCase() }),
    z.strictObject({ player: z.guid().toLowerCase() }),
  ]),
  priority: z.enum(PRIORITIES).default('normal').meta({
    description:
      '`low`: the list alone; `normal`: shown; `high`: with a sound; `urgent`: it stays, and passes mutes.',
  }),
  title: z.string().trim().min(1).max(120),
  body: z.string().max(1000).default(''),
  data: z
    .record(z.string().max(64), z.unknown())
    .refine(isStorable, { error: 'must be plain text, at most 32 deep', abort: true })
    .refine((data) => Buffer.byteLength(JSON.stringify(data)) <= DATA_MAX_BYTES, 'at most 4 kB as JSON')
    .default({})
    .meta({ description: 'For programs. `link` is a place of the page, from its root.' }),
  ttl_s: z
    .int()
    .min(1)
    .max(TTL_MAX_S)
    .default(86_400)
    .meta({ description: 'Told for so long. 30 days at most.' }),
  dedupe_key: z
    .string()
    .min(1)
    .max(128)
    .refine(isStorableText, 'must be plain text')
    .optional()
    .meta({ description: 'While an earlier one with this key has not expired, nothing new is accepted.' }),
  send_at: z.iso.datetime().optional().meta({
    description: 'Sent then, at most 90 days ahead; at once when that has passed.',
  }),
});
