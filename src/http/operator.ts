import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Problem } from '../lib/problem.ts';
import { Guesses, type GuessesNeeds } from './guesses.ts';

const OPERATOR = 'operator';

/** Lets the operator in, by HTTP basic authentication. */
export class OperatorGate {
  readonly #password: string | undefined;
  readonly #guesses: Guesses;

  constructor(password: string | undefined, needs: GuessesNeeds) {
    this.#password = password;
    this.#guesses = new Guesses(needs);
  }

  /**
   * @param address where the request comes from: passwords are tried one at a time from each, see `Guesses`
   * @throws Problem 503 `operator_disabled`; 401 `operator_required`, `operator_denied`; 403 `cross_site`;
   *   429 `rate_limited` when too many tries of an address wait
   */
  async check(request: IncomingMessage, address: string): Promise<void> {
    const password = this.#password;
    if (!password) {
      throw new Problem(503, 'operator_disabled', 'There is no operator: OPERATOR_PASSWORD is not set.');
    }
    // A browser sends a known password along with any page's request: other sites must not use it.
    const site = request.headers['sec-fetch-site'];
    if (site === 'cross-site' || site === 'same-site') {
      throw new Problem(403, 'cross_site', 'Operator pages are not to be called from other sites.');
    }
    const given = credentials(request.headers.authorization);
    if (!given) throw new Problem(401, 'operator_required', 'Only the operator may do this.');
    const isRight = () => {
      const nameFits = equal(given.user, OPERATOR);
      return equal(given.password, password) && nameFits;
    };
    const right = await this.#guesses.judge(address, isRight, () => !request.socket.writable);
    if (!right) throw new Problem(401, 'operator_denied', 'Wrong name or password.');
  }
}

function credentials(header: string | undefined): { user: string; password: string } | undefined {
  const encoded = /^basic +([a-z0-9+/=_-]+)$/i.exec(header ?? '')?.[1];
  const [, user, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
  return user === undefined || password === undefined ? undefined : { user, password };
}

/** Takes the same time whatever differs, length included. */
function equal(a: string, b: string): boolean {
  const digest = (value: string) => hash('sha256', value, 'buffer');
  return timingSafeEqual(digest(a), digest(b));
}
