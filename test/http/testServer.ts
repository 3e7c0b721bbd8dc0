import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createHttp, type Http } from '../../src/http/http.ts';
import type { HttpServices } from '../../src/http/services.ts';
import { type Answered, Documented } from './documented.ts';
import { fakeServices, OPERATOR_PASSWORD } from './fakes.ts';

export interface Ask {
  /** A player's id, which is a token here. */
  as?: string;
  /** As the operator, with this password or the right one. */
  operator?: true | string;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  raw?: string | Uint8Array;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface Answer extends Answered {
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies that the document describes
  body: any;
}

export interface TestServer extends ReturnType<typeof fakeServices> {
  http: Http;
  url: string;
  port: number;
  /** Asks, and asserts that the answer is as documented. */
  ask(method: string, path: string, ask?: Ask): Promise<Answer>;
  close(): Promise<void>;
}

/** Made once: every server here serves the same routes. */
let documented: Documented | undefined;

/** The HTTP side alone on a free port of this machine, over fakes. `mount` stands in for what others serve. */
export async function startHttp(
  change: Partial<HttpServices> = {},
  mount: (app: express.Express, http: Http) => void = () => {},
): Promise<TestServer> {
  const fakes = fakeServices();
  const http = createHttp(Object.assign(fakes.services, change));
  const app = express();
  app.disable('x-powered-by');
  app.use(http.edge);
  mount(app, http);
  app.use(http.routes);
  app.use(http.end);
  const server = http.door;
  server.answer = app;
  server.on('upgrade', (_request, socket) => void socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  documented ??= new Documented(http.served);
  const document = documented;

  return {
    ...fakes,
    http,
    url,
    port,
    async ask(method, path, { as, operator, json, raw, headers = {}, signal } = {}) {
      const password = operator === true ? OPERATOR_PASSWORD : operator;
      const sent = {
        ...(as ? { authorization: `Bearer ${as}` } : {}),
        ...(password ? { authorization: `Basic ${btoa(`operator:${password}`)}` } : {}),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      };
      const body = json === undefined ? (raw ?? null) : JSON.stringify(json);
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: sent,
        body: body as BodyInit | null,
        redirect: 'manual',
        signal: signal ?? null,
      });
      const type = answer.headers.get('content-type') ?? '';
      const text = await answer.text();
      const answered = {
        status: answer.status,
        type,
        body: type.includes('json') && text ? JSON.parse(text) : text,
      };
      document.check(method, path, answered);
      return { ...answered, headers: answer.headers };
    },
    async close() {
      http.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
