import { execFile } from 'node:child_process';
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { promisify } from 'node:util';
import type { PushTarget } from '../../../src/push/pushSubscription.ts';

const HOST = 'fcm.googleapis.com';

/** Something that was sent to a browser. */
export interface Pushed {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface PushService {
  /** Everything that came, in its order. */
  pushed: Pushed[];
  /** What is said to the next ones, in turn; 201 when there is nothing. 0 cuts the connection. */
  answers: { status: number; headers?: Record<string, string> }[];
  /** Whatever is connected through it comes here, if it asks for a service by its name and trusts ours. */
  agent: Agent;
  close(): Promise<void>;
}

/** The push service of a browser on 127.0.0.1, with a certificate of its own. */
export async function startPushService(): Promise<PushService> {
  const { key, cert } = await certificate();
  const pushed: Pushed[] = [];
  const answers: PushService['answers'] = [];
  const server = createServer({ key, cert }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    pushed.push({ path: request.url ?? '', headers: request.headers, body });
    const { status, headers = {} } = answers.shift() ?? { status: 201 };
    if (status === 0) request.socket.destroy();
    else response.writeHead(status, headers).end('whatever');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = new Agent();
  agent.createConnection = (options) =>
    connect({ host: '127.0.0.1', port, ca: cert, servername: (options as { host?: string }).host });
  return {
    pushed,
    answers,
    agent,
    async close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function certificate(): Promise<{ key: Buffer; cert: Buffer }> {
  const folder = await mkdtemp(join(tmpdir(), 'parlor-push-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const named = ['-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`];
  await promisify(execFile)('openssl', ['req', '-x509', ...curve, ...named, '-keyout', key, '-out', cert]);
  const read = { key: await readFile(key), cert: await readFile(cert) };
  await rm(folder, { recursive: true });
  return read;
}

/** A browser that subscribed: how it is reached, and what it reads. */
export function browser(name: string): { target: PushTarget; read(body: Buffer): unknown } {
  const own = createECDH('prime256v1');
  const p256dh = own.generateKeys().toString('base64url');
  const auth = randomBytes(16);
  const derive = (secret: Buffer, salt: Buffer, info: Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, info, length));
  return {
    target: { endpoint: `https://${HOST}/fcm/send/${name}`, p256dh, auth: auth.toString('base64url') },
    /** As RFC 8291 says. */
    read(body) {
      const [salt, idLength] = [body.subarray(0, 16), body.readUInt8(20)];
      const theirs = body.subarray(21, 21 + idLength);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), own.getPublicKey(), theirs]);
      const shared = derive(own.computeSecret(theirs), auth, info, 32);
      const key = derive(shared, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
      const nonce = derive(shared, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
      const sealed = body.subarray(21 + idLength);
      const decipher = createDecipheriv('aes-128-gcm', key, nonce);
      decipher.setAuthTag(sealed.subarray(-16));
      const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
      return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString());
    },
  };
}

/** What the name of the sender says, once its signature is found to be that of its key. */
export function vapidOf({ headers }: Pushed): { key: string; claims: Record<string, unknown> } {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
  const [header = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y } as never, format: 'jwk' });
  const signed = Buffer.from(`${header}.${claims}`);
  const good = verify(
    'sha256',
    signed,
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!good) throw new Error('the signature is wrong');
  return { key, claims: JSON.parse(Buffer.from(claims, 'base64url').toString()) };
}

/** The keys of a server. */
export function vapidKeys() {
  const own = createECDH('prime256v1');
  const publicKey = own.generateKeys().toString('base64url');
  const privateKey = Buffer.concat([Buffer.alloc(32), own.getPrivateKey()])
    .subarray(-32)
    .toString('base64url');
  return { publicKey, privateKey, subject: 'mailto:operator@example.com' };
}
