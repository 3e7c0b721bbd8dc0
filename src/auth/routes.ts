import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { emailTaken } from '../lib/accountProblems.ts';
import { Problem } from '../lib/problem.ts';
import type { Random } from '../lib/random.ts';
import { checkName, friendlyName } from '../players/names.ts';
import { type Authenticate, isGuest } from './accounts.ts';
import { createFramework, type FrameworkNeeds, ownAccount } from './framework.ts';
import { createLogin } from './login.ts';
import { readAnonymous, readLogin, readRegistration } from './requests.ts';

interface AuthRoutesNeeds extends FrameworkNeeds {
  authenticate: Authenticate;
  /** For the names of guests who chose none. */
  random: Random;
  /** A player is about to be called something else. @throws Problem 409 `name_taken_here` */
  renaming(player: { id: string; name: string }): Promise<void>;
  /** Epoch ms. */
  now(): number;
}

const MAX_BODY = 16 * 1024;

/**
 * The routes under `/auth`, as the SDK's `client.auth` calls them. Everything is checked before the framework
 * sees it; failures go to the app's error handler as Problems, with the code as `error` too: that is where the
 * SDK looks for it.
 */
export function authRoutes(needs: AuthRoutesNeeds): Router {
  const { accounts, tokens, authenticate, random, renaming, overSockets, now } = needs;
  const call = createFramework(needs);
  const login = createLogin(accounts, now);
  const router = express.Router();
  router.use(express.json({ limit: MAX_BODY }));

  router.post('/anonymous', async (request, response) => {
    const { name: chosen, face } = readAnonymous(request.body);
    const name = chosen === undefined ? friendlyName(random) : checkName(chosen);
    answer(response, await call({ method: 'POST', path: '/anonymous', name, face, body: {} }));
  });

  router.post('/register', async (request, response) => {
    const { email, password, name: chosen } = readRegistration(request.body);
    const token = bearer(request);
    const upgrading = token === undefined ? undefined : await accounts.byId((await authenticate(token)).id);
    if (upgrading && !isGuest(upgrading)) {
      throw new Problem(409, 'already_registered', 'You are registered already. Sign out first.');
    }
    const name = chosen === undefined ? upgrading?.name : checkName(chosen);
    if (await accounts.byEmail(email)) throw emailTaken();
    if (upgrading && name !== undefined && name !== upgrading.name)
      await renaming({ id: upgrading.id, name });
    const about = {
      name: name ?? friendlyName(random),
      ...(upgrading && { upgrading: { id: upgrading.id } }),
    };
    answer(
      response,
      await call({ method: 'POST', path: '/register', token, body: { email, password }, ...about }),
    );
  });

  router.post('/login', async (request, response) => {
    const account = await login(readLogin(request.body));
    answer(response, { user: ownAccount(account, overSockets), token: await tokens.issue(account) });
  });

  router.get('/userdata', async (request, response) => {
    const token = bearer(request);
    const { id } = await authenticate(token);
    const user = await call({ method: 'GET', path: '/userdata', token });
    const account = await accounts.byId(id);
    const renewed = account && (await tokens.renew(account, await tokens.read(token)));
    answer(response, { ...(user as object), ...(renewed ? { token: renewed } : {}) });
  });

  router.all(['/forgot-password', '/reset-password', '/confirm-email'], () => {
    throw new Problem(501, 'not_configured', 'This server sends no mail, so passwords cannot be reset here.');
  });

  router.use(tellCodeAsError);
  return router;
}

/** The token of `Authorization: Bearer …`. Another scheme is a token that is not ours; undefined without header. */
function bearer({ headers }: Request): string | undefined {
  const [, scheme = '', token = ''] = /^(\S+) +(\S+)$/.exec(headers.authorization?.trim() ?? '') ?? [];
  if (headers.authorization === undefined) return undefined;
  return scheme.toLowerCase() === 'bearer' ? token : 'none';
}

function answer(response: Response, body: unknown): void {
  response.set('Cache-Control', 'no-store').json(body);
}

function tellCodeAsError(error: unknown, _request: Request, _response: Response, next: NextFunction): void {
  if (!(error instanceof Problem)) next(error);
  else next(new Problem(error.status, error.code, error.message, { ...error.details, error: error.code }));
}
