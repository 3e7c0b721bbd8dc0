import type { IncomingMessage } from 'node:http';
import { Problem } from '../lib/problem.ts';

const KEY = /^[+/0-9a-z]{22}==$/i;
const VERSIONS = new Set(['13', '8']);
/** Subprotocols: names, separated by commas. */
const PROTOCOLS = /^[!#$%&'*+.^_`|~\w-]+(?:\s*,\s*[!#$%&'*+.^_`|~\w-]+)*$/;

/** Whether a request asks for a WebSocket, and not for some other protocol. */
export function isWebSocket({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/** Checks the opening handshake (RFC 6455, 4.2.1). @throws Problem 400 `malformed_upgrade`, 405 `method_not_allowed` */
export function checkUpgrade({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): void {
  if (method !== 'GET') throw new Problem(405, 'method_not_allowed', 'A WebSocket is asked for with GET.');
  const { 'sec-websocket-key': key = '', 'sec-websocket-version': version = '' } = headers;
  const protocols = headers['sec-websocket-protocol'];
  if (!KEY.test(key) || !VERSIONS.has(version) || (protocols !== undefined && !PROTOCOLS.test(protocols)))
    throw new Problem(400, 'malformed_upgrade', 'This is no opening handshake of a WebSocket.');
}
