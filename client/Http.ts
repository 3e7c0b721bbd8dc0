import type { Clock } from './Clock.ts';
import { ParlorError, toldError } from './ParlorError.ts';
import { ServerTime } from './ServerTime.ts';

export interface HttpOptions {
  body?: unknown;
  /** Gives up after this, 10 s by default. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** The browser may answer with what it stored: such an answer tells neither the time nor the server's build. */
  stored?: true;
}

const TIMEOUT_MS = 10_000;
/** The code of a server that does not speak with a client as old as this any more. */
export const TOO_OLD = 'client_too_old';

/** JSON over HTTP with a bearer token. */
export class Http {
  /** Without a slash at the end. */
  readonly base: string;
  token: string | null = null;
  /** Told when the server does not take the token any more. */
  tokenRefused: (error: ParlorError) => void = () => {};
  /** Told when the server takes no client as old as this any more. */
  outdated: () => void = () => {};
  /** Told which build of the page the server has, when that is another than before. */
  buildChanged: (build: string) => void = () => {};
  #build: string | null = null;
  readonly serverTime = new ServerTime();
  readonly #clock: Clock;
  readonly #closing = new AbortController();

  /** @param endpoint `http(s)://…` or `ws(s)://…`; in a browser also a path */
  constructor(endpoint: string, clock: Clock) {
    const url = new URL(endpoint, typeof location === 'undefined' ? undefined : location.href);
    this.base = `${url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin}${url.pathname}`
      .replace(/^ws/, 'http')
      .replace(/\/$/, '');
    this.#clock = clock;
  }

  /** Which build of the page the server has, as far as it said. */
  get build(): string | null {
    return this.#build;
  }

  get<T>(path: string, options?: HttpOptions): Promise<T> {
    return this.send('GET', path, options);
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.send('POST', path, { body });
  }

  /** Gives up what is on its way, and sends nothing any more. */
  close(): void {
    this.#closing.abort();
  }

  /**
   * Sends a request and answers the body.
   * @throws ParlorError with the server's code and status; `unreachable` when there was no answer; `closed` when
   * `signal` aborted it, or after `close`
   */
  async send<T>(method: string, path: string, options: HttpOptions = {}): Promise<T> {
    const given = [this.#closing.signal, ...(options.signal ? [options.signal] : [])];
    const abort = new AbortController();
    const onAbort = () => {
      cancelTimeout();
      abort.abort();
    };
    const cancelTimeout = this.#clock.after(options.timeoutMs ?? TIMEOUT_MS, onAbort);
    for (const signal of given) signal.addEventListener('abort', onAbort);
    if (given.some((signal) => signal.aborted)) onAbort();
    try {
      const headers: Record<string, string> = { accept: 'application/json' };
      const { token } = this;
      if (token) headers.authorization = `Bearer ${token}`;
      if (options.body !== undefined) headers['content-type'] = 'application/json';
      const body = options.body === undefined ? null : JSON.stringify(options.body);
      const sentAt = this.#clock.now();
      const response = await fetch(`${this.base}${path}`, { method, headers, body, signal: abort.signal });
      if (!options.stored) {
        this.serverTime.heard(sentAt, this.#clock.now(), response.headers.get('date'));
        this.#hearBuild(response.headers.get('x-parlor-build'));
      }
      const answer = parse(await response.text());
      if (response.ok) return answer as T;
      const error = errorOf(response.status, answer);
      if (token && token === this.token && refusesToken(error)) this.tokenRefused(error);
      if (error.code === TOO_OLD) this.outdated();
      throw error;
    } catch (error) {
      if (error instanceof ParlorError) throw error;
      if (given.some((signal) => signal.aborted))
        throw new ParlorError('closed', 'The request was given up.');
      throw new ParlorError('unreachable', 'The server cannot be reached.');
    } finally {
      cancelTimeout();
      for (const signal of given) signal.removeEventListener('abort', onAbort);
    }
  }

  #hearBuild(build: string | null): void {
    if (build === null || build === this.#build) return;
    this.#build = build;
    this.buildChanged(build);
  }
}

/** Whether an error may go away by itself, so that the same request is worth sending again. */
export function isPassing(error: ParlorError): boolean {
  if (error.code === 'unreachable') return true;
  const status = error.status ?? 0;
  // 523 and 524 are Colyseus's "did not work" and "seat expired"; its other codes from 520 on are verdicts.
  if (status === 408 || status === 425 || status === 429 || status === 523 || status === 524) return true;
  return status >= 500 && status < 520;
}

/** Whether the server does not take the token: one has to sign in again. */
export function refusesToken({ code }: ParlorError): boolean {
  return ['token_missing', 'token_invalid', 'token_expired', 'token_revoked'].includes(code);
}

/** Problems are `{code, detail}`; Colyseus answers `{code: 525, error}`, its auth `{error}`, its router `{message}`. */
function errorOf(status: number, body: unknown): ParlorError {
  const told = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = [told.detail, told.error, told.message, told.title].find((value) => typeof value === 'string');
  const { code, message } = toldError((text as string | undefined) ?? `HTTP status ${status}.`);
  const own = typeof told.code === 'string' ? told.code.toLowerCase() : undefined;
  return new ParlorError(own ?? code ?? `http_${status}`, message, status, told);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
