import { AsyncLocalStorage } from 'node:async_hooks';
import { auth } from '@colyseus/auth';
import { createRouter } from '@colyseus/core';
import { emailTaken } from '../lib/accountProblems.ts';
import { Problem } from '../lib/problem.ts';
import { faceOf } from '../protocol/face.ts';
import { type Account, type AccountStore, type Identity, isGuest } from './accounts.ts';
import type { Tokens } from './tokens.ts';

export interface FrameworkNeeds {
  accounts: AccountStore;
  tokens: Pick<Tokens, 'issue' | 'read' | 'renew'>;
  newId(): string;
  /** Whether a player is to play over sockets, and not over HTTP. */
  overSockets(player: string): boolean;
}

/** What we know of a request while the framework answers it. */
interface Context {
  /** The checked name of whom it makes. */
  name?: string;
  /** And the face, if one was chosen. */
  face?: string | undefined;
  /** The guest who registers. The framework's own `upgradingToken` may be the client's word. */
  upgrading?: Identity;
  /** Ends the request with an error. */
  fail(error: unknown): void;
}

/** A request to one of the framework's endpoints, checked and with nothing in it that we did not choose. */
interface FrameworkCall extends Omit<Context, 'fail'> {
  method: 'GET' | 'POST';
  path: '/anonymous' | '/register' | '/userdata';
  token?: string | undefined;
  body?: object;
}

const ENDPOINTS = new Set(['auth-anonymous', 'auth-register', 'auth-userdata']);

/** How players see themselves. */
export function ownAccount(account: Account, overSockets: FrameworkNeeds['overSockets']) {
  const { id, name, face, email } = account;
  return { id, name, face: faceOf(id, face), guest: isGuest(account), email, sockets: overSockets(id) };
}

/**
 * The endpoints of `@colyseus/auth` for guests, registration and userdata, over the account store. Left out are
 * OAuth; its login, which prints a stack for every wrong password; and password reset, which needs a mailer.
 * @returns calls one; what it answers. Throws whatever a callback threw, or Problem 401 `auth_failed`
 */
export function createFramework(needs: FrameworkNeeds): (call: FrameworkCall) => Promise<unknown> {
  const context = new AsyncLocalStorage<Context>();
  const router = createRouter(endpoints(needs, context));
  return async ({ method, path, token, body, ...about }) => {
    const headers = new Headers({ 'content-type': 'application/json' });
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const request = new Request(`http://localhost${auth.prefix}${path}`, init);
    const response = await new Promise<Response>((done, fail) => {
      context.run({ ...about, fail }, () => router.handler(request).then(done, fail));
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer;
    const error = String((answer as { error?: unknown } | null)?.error);
    if (error === 'email_already_in_use') throw emailTaken();
    throw new Problem(401, 'auth_failed', 'Signing in did not work.');
  };
}

function endpoints(
  { accounts, tokens, newId, overSockets }: FrameworkNeeds,
  context: AsyncLocalStorage<Context>,
) {
  const own = (account: Account) => ownAccount(account, overSockets);
  /**
   * A callback whose failure ends the request. The framework, which would print it and make a 401 of it, is left
   * waiting for ever.
   */
  const guarded =
    <A extends unknown[], R>(callback: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      callback(...args).catch((error: unknown) => {
        context.getStore()?.fail(error);
        return new Promise<never>(() => {});
      });
  const chosenName = () => {
    const name = context.getStore()?.name;
    if (name === undefined) throw new Error('auth: a player without a name');
    return name;
  };
  const accountOf = async (user: unknown): Promise<Account> => {
    const account = await accounts.byId((user as { id: string }).id);
    if (!account) throw new Problem(401, 'token_revoked', 'There is no such player any more.');
    return account;
  };

  const map = auth.endpoints({
    oauth: false,
    settings: {
      onRegisterAnonymously: guarded(async () =>
        own(
          await accounts.create({ id: newId(), name: chosenName(), face: context.getStore()?.face ?? null }),
        ),
      ),
      onFindUserByEmail: guarded(async (email: string) => {
        const account = await accounts.byEmail(email);
        return account && { ...own(account), password: account.passwordHash ?? '' };
      }),
      onRegisterWithEmailAndPassword: guarded(async (email: string, passwordHash: string) => {
        const { upgrading, name } = context.getStore() ?? {};
        const rename = name === undefined ? {} : { name };
        return upgrading
          ? accounts.upgrade(upgrading.id, { email, passwordHash, ...rename })
          : accounts.create({ id: newId(), name: chosenName(), email, passwordHash });
      }),
      onGenerateToken: guarded(async (user: unknown) => tokens.issue(await accountOf(user))),
      onParseToken: guarded(async (claims) => own(await accountOf(claims))),
    },
  });
  return Object.fromEntries(Object.entries(map).filter(([name]) => ENDPOINTS.has(name)));
}
