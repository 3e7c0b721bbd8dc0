import { z } from 'zod';
import type { FeedbackStore, NewFeedback } from '../players/feedback.ts';
import { moment, uuid } from '../protocol/shapes.ts';
import { cursorShape, cursorText } from './feedbackCursor.ts';
import type { Limits } from './limits.ts';
import { json, type Route, route } from './route.ts';
import type { HttpServices } from './services.ts';
import { API, plainLine, plainText } from './shapes.ts';

const rating = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);

/** What somebody may tell us. */
export const feedbackShape = z.strictObject({
  text: plainText.min(1).max(4000),
  rating: rating.nullable().default(null),
  contact: plainLine
    .max(200)
    .nullable()
    .default(null)
    .meta({ description: 'How to answer, an e-mail address for example.' }),
  page: plainLine.max(300).nullable().default(null).meta({ description: 'Where it was written.' }),
  website: z.string().max(1000).default('').meta({ description: 'Leave it empty: only robots fill it in.' }),
});

export type FeedbackForm = z.input<typeof feedbackShape>;

const storedShape = z.object({
  id: uuid,
  player: uuid.nullable(),
  rating: rating.nullable(),
  text: z.string(),
  contact: z.string().nullable(),
  page: z.string().nullable(),
  created_at: moment,
});

/** `/feedback` of the API. The page is in `feedbackPage.ts`. */
export function feedbackRoutes({ feedback }: Pick<HttpServices, 'feedback'>, limits: Limits): Route[] {
  return [
    route({
      method: 'post',
      path: `${API}/feedback`,
      summary: 'Tell us something',
      tag: 'feedback',
      auth: 'optional',
      body: feedbackShape,
      answers: { 201: json('Thank you.', z.object({ received: z.boolean() })) },
      async handle({ body, player, address }) {
        await limits.spend('feedback', address);
        await keepFeedback(feedback, body, player?.id ?? null);
        return { status: 201, body: { received: true } };
      },
    }),
    route({
      method: 'get',
      path: `${API}/feedback`,
      summary: 'What people told us, newest first',
      tag: 'operator',
      auth: 'operator',
      query: z.object({
        limit: z.coerce.number().int().min(1).max(500).default(50),
        before: cursorShape
          .optional()
          .meta({ description: 'Only older ones: `next` of the page before, or a moment.' }),
      }),
      answers: {
        200: json('A page of it.', z.object({ feedback: z.array(storedShape), next: z.string().nullable() })),
      },
      async handle({ query }) {
        const before = query.before && { before: query.before };
        const stored = await feedback.list({ limit: query.limit, ...before });
        const shown = stored.map(({ createdAt, ...rest }) => {
          return { ...rest, created_at: new Date(createdAt).toISOString() };
        });
        const last = stored.length < query.limit ? undefined : stored.at(-1);
        const next = last ? cursorText(last) : null;
        return { status: 200, body: { feedback: shown, next } };
      },
    }),
  ];
}

/** Keeps feedback, unless a robot wrote it: that one is thanked and forgotten. */
export async function keepFeedback(
  store: Pick<FeedbackStore, 'add'>,
  { website, contact, page, ...told }: z.output<typeof feedbackShape>,
  player: NewFeedback['player'],
): Promise<void> {
  if (website !== '') return;
  await store.add({ ...told, contact: contact || null, page: page || null, player });
}
