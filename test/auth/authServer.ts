import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { type Auth, createAuth } from '../../src/auth/auth.ts';
import { end } from '../../src/http/end.ts';
import { Random } from '../../src/lib/random.ts';
import { newId } from '../persistence/stores.ts';
import { MemoryAccounts } from '../support/memory/memoryAccounts.ts';

export const SECRET = 'q8Zr2LmX0vTn5KdW7yHb3CjF9sGa1Pe4';

/** The auth routes on a free port, over accounts in memory, on a clock that the test sets. */
export interface AuthServer {
  url: string;
  auth: Auth;
  accounts: MemoryAccounts;
  clock: { now: number };
  /** Who sits in which match. */
  seats: Map<string, string>;
  /** Who was about to be called something else. */
  renamed: { id: string; name: string }[];
  post(path: string, body: unknown, token?: string): Promise<Answer>;
  get(path: string, token?: string): Promise<Answer>;
  stop(): Promise<void>;
}

export interface Answer {
  status: number;
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}

export async function startAuthServer(): Promise<AuthServer> {
  const clock = { now: Date.UTC(2026, 0, 1) };
  const accounts = new MemoryAccounts(() => clock.now);
  const seats = new Map<string, string>();
  const renamed: AuthServer['renamed'] = [];
  const auth = createAuth({
    accounts,
    matchOf: async (player) => seats.get(player) ?? null,
    jwtSecret: SECRET,
    now: () => clock.now,
    newId,
    random: Random.seeded('auth'),
    async renaming(player) {
      renamed.push(player);
    },
  });
  const app = express();
  app.use('/auth', auth.routes);
  app.use(end({ logger: pino({ level: 'silent' }) }));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function ask(path: string, init: RequestInit, token?: string): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    const response = await fetch(`${url}${path}`, { ...init, headers });
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    return { status: response.status, type, body: await response.json() };
  }

  return {
    url,
    auth,
    accounts,
    renamed,
    clock,
    seats,
    post(path, body, token) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return ask(
        path,
        { method: 'POST', body: text, headers: { 'content-type': 'application/json' } },
        token,
      );
    },
    get: (path, token) => ask(path, {}, token),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
