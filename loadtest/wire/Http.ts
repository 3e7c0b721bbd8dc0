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

function ask(method: string, base: URL, path: string, text: string, authorization?: string): Promise<Answer> {
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
    asking.on('timeout', () => asking.destroy(new Error(`${path} did not answer`)));
    asking.on('error', reject);
    asking.end(text);
  });
}

/** Closes what was kept open. */
export function closeHttp(): void {
  agent.destroy();
}
