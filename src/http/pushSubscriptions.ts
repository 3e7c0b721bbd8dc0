import { z } from 'zod';
import { bytesOf, isPublicKey } from '../lib/p256.ts';
import { Problem } from '../lib/problem.ts';
import { isStorableText } from '../lib/text/storable.ts';
import { COSTS } from '../players/costs.ts';
import { json, type Route, route } from './route.ts';
import type { HttpServices } from './services.ts';
import { API } from './shapes.ts';

const tag = 'notifications';
const path = `${API}/notifications/push`;
const AUTH_BYTES = 16;

const endpoint = z
  .string()
  .max(1000)
  .refine(isStorableText, 'must be plain text')
  .meta({ description: 'Of a push service of a browser.' });

/** `PushSubscription.toJSON()` of a browser. */
const subscription = z.strictObject({
  endpoint,
  expirationTime: z.number().nullish().meta({ description: 'Not looked at.' }),
  keys: z.strictObject({
    p256dh: z
      .string()
      .refine(isPublicKey, 'is no point of P-256 in base64url')
      .meta({ description: 'An uncompressed point of P-256, in base64url.' }),
    auth: z
      .string()
      .refine((text) => bytesOf(text, AUTH_BYTES) !== null, `is not ${AUTH_BYTES} bytes in base64url`)
      .meta({ description: `${AUTH_BYTES} bytes, in base64url.` }),
  }),
});

/** `/notifications/push`: browsers that are told what is important while the page is closed. */
export function pushSubscriptionRoutes({ webPush }: Pick<HttpServices, 'webPush'>): Route[] {
  function offered() {
    if (webPush) return webPush;
    throw new Problem(501, 'not_configured', 'This server tells nothing while the page is closed.');
  }
  return [
    route({
      method: 'get',
      path,
      summary: 'Under which key a browser subscribes',
      tag,
      auth: 'player',
      answers: {
        200: json(
          '`applicationServerKey`; null where that is not offered.',
          z.object({ public_key: z.string().nullable() }).meta({ id: 'PushKey' }),
        ),
      },
      handle: () => ({ status: 200, body: { public_key: webPush?.publicKey ?? null } }),
    }),
    route({
      method: 'put',
      path,
      summary: 'Tell me in this browser while the page is closed',
      description:
        'What is `high` or `urgent` and was not received within 10 s, less the topics that are muted. A browser is one player’s; of ' +
        'more than 10 of a player the one goes that was confirmed least lately. Said again, it is confirmed: do so at each visit, ' +
        'what was not for 180 days is forgotten.',
      tag,
      auth: 'player',
      cost: COSTS.push_subscription,
      body: subscription,
      answers: { 200: json('It is told.', z.object({})) },
      problems: ['400 unknown_push_service', '501 not_configured'],
      async handle({ player, body: { endpoint, keys } }) {
        await offered().subscribe(player.id, { endpoint, ...keys });
        return { status: 200, body: {} };
      },
    }),
    route({
      method: 'delete',
      path,
      summary: 'Tell me nothing there any more',
      tag,
      auth: 'player',
      cost: COSTS.push_subscription,
      body: z.strictObject({ endpoint }),
      answers: { 200: json('It is not told.', z.object({})) },
      problems: ['501 not_configured'],
      async handle({ player, body }) {
        await offered().unsubscribe(player.id, body.endpoint);
        return { status: 200, body: {} };
      },
    }),
  ];
}
