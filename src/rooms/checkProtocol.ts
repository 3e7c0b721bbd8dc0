import { Problem } from '../lib/problem.ts';
import { OLDEST_PROTOCOL } from '../protocol/version.ts';

const WRITTEN = /^\d{1,9}$/;

/**
 * Refuses a client that speaks a version which is not spoken here any more. Who says none counts as current.
 * @param said whatever a client said that it speaks
 * @throws Problem 409 `client_too_old`; 400 `invalid_protocol` for what is no version
 */
export function checkProtocol(said: unknown): void {
  if (said === undefined) return;
  if (typeof said !== 'number' || !Number.isInteger(said) || said < 0)
    throw new Problem(400, 'invalid_protocol', 'protocol is a whole number.');
  if (said < OLDEST_PROTOCOL)
    throw new Problem(409, 'client_too_old', 'This client is older than the server takes. Load a newer one.');
}

/** The version that a socket's address says; undefined when it says none, and not a number for what is no version. */
export function protocolOf(address: URL): number | undefined {
  const said = address.searchParams.get('protocol');
  if (said === null) return undefined;
  return WRITTEN.test(said) ? Number(said) : Number.NaN;
}
