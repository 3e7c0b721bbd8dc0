import { Agent, request } from 'node:http';

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the path answers
  body: any;
}

/** Sockets of one process to one server. More requests wait, and their waiting is measured. */
const MAX_SOCKETS = 512;
const ANSWER_WITHIN_MS = 30_000;
const agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS, maxFreeSockets: MAX_SOCKETS });

/** Posts JSON. @throws Error when nobody answers */
export function post(base: URL, path: string, body: unknown, authorization?: string): Promise<Answer> {
  return ask('POST', base, path, JSON.stringify(body), authorization);
}

/** @throws Error when nobody answers */
export function get(base: URL, path: string, authorization?: string): Promise<Answer> {
  return ask('GET', base, path, '', authorization);
}

/**
 * A server closes connections that were idle. What was sent into one that closes just then was not read: it is sent
 * again.
 */
async function ask(...asked: Asked): Promise<Answer> {
  for (;;) {
    try {
      return await askOnce(...asked);
    } catch (error) {
      if (!(error instanceof Idle)) throw error;
    }
  }
}

/** A connection that was kept open had been closed. */
class Idle extends Error {}

type Asked = [method: string, base: URL, path: string, text: string, authorization: string | undefined];

function askOnce(...[method, base, path, text, authorization]: Asked): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...(authorization ? { authorization } : {}),
  };
  const options = { method, agent, headers, timeout: ANSWER_WITHIN_MS };
  return new Promise((resolve, reject) => {
    const asking = request(new URL(path, base), options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const all = Buffer.concat(chunks).toString();
        try {
          resolve({ status: response.statusCode ?? 0, body: all ? JSON.parse(all) : null });
        } catch {
          reject(new Error(`${path} answered ${response.statusCode} with something else than JSON`));
        }
      });
    });
    asking.on('timeout', () => asking.destroy(new Error('did not answer')));
    asking.on('error', (error: NodeJS.ErrnoException) => {
      const wasIdle = asking.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      reject(wasIdle ? new Idle(error.message) : new Error(`${path}: ${error.message}`));
    });
    asking.end(text);
  });
}

/** Closes what was kept open. */
export function closeHttp(): void {
  agent.destroy();
}
