import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { face, uuid } from '../protocol/shapes.ts';
import { BODIES, EVERYWHERE, PLAYERS, problemResponses } from './problemResponses.ts';

const user = z
  .looseObject({
    id: uuid,
    name: z.string(),
    face,
    guest: z.boolean(),
    email: z.string().nullable(),
    sockets: z
      .boolean()
      .meta({ description: 'Whether to play over sockets, and not over HTTP, as the operator wants it.' }),
  })
  .meta({ id: 'User', description: 'Who is signed in. The token’s `id` claim is the same uuid.' });
const signedIn = z.object({ user, token: z.string() });
const userdata = z.object({
  user,
  token: z.string().optional().meta({
    description: 'A new one, when a day or more of the one that was sent is gone: use it from here on.',
  }),
});
const options = z.looseObject({ name: z.string().optional(), face: face.optional() });

const page = (summary: string): { get: ZodOpenApiOperationObject } => ({
  get: {
    tags: ['pages'],
    summary,
    security: [],
    responses: { 200: { description: 'The page.', content: { 'text/html': { schema: z.string() } } } },
  },
});

/** @param problems of its own, and of the name that is chosen */
function signIn(summary: string, body: z.ZodType, problems: string[]): { post: ZodOpenApiOperationObject } {
  return {
    post: {
      tags: ['accounts'],
      summary,
      security: [],
      requestBody: { content: { 'application/json': { schema: body } } },
      responses: {
        ...problemResponses(['400 invalid_request', ...BODIES, ...problems, ...EVERYWHERE]),
        200: { description: 'Signed in.', content: { 'application/json': { schema: signedIn } } },
      },
    },
  };
}

/** Of the name somebody chooses. */
const NAMES = ['400 invalid_name', '400 reserved_name'];
const REGISTRATION = [
  ...['400 email_malformed', '400 password_malformed', '400 password_too_short', '400 password_too_long'],
  ...['409 email_already_in_use', '409 already_registered', ...NAMES, ...PLAYERS],
];

/** What others serve beside our routes: `@colyseus/auth`, the monitor, the web client. For the document. */
export const pathsOfOthers: ZodOpenApiPathsObject = {
  '/auth/anonymous': signIn('Sign in as a guest', z.object({ options: options.optional() }), [
    ...NAMES,
    '401 auth_failed',
  ]),
  '/auth/register': signIn(
    'Register; with a guest’s token the guest becomes the account and keeps its uuid',
    z.object({ email: z.email(), password: z.string(), options: options.optional() }),
    [...REGISTRATION, '401 auth_failed'],
  ),
  '/auth/login': signIn('Sign in', z.object({ email: z.string(), password: z.string() }), [
    '401 invalid_credentials',
    '403 banned',
  ]),
  '/auth/userdata': {
    get: {
      tags: ['accounts'],
      summary: 'Who a token is; renews it',
      security: [{ player: [] }],
      responses: {
        ...problemResponses([...PLAYERS, ...EVERYWHERE]),
        200: { description: 'The user.', content: { 'application/json': { schema: userdata } } },
      },
    },
  },
  '/app': page('The game, in a browser'),
  '/docs': page('This document, to read and to try'),
  '/monitor': {
    get: { ...page('Rooms and clients, for the operator').get, security: [{ operator: [] }] },
  },
};
