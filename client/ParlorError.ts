const MAX_WAIT_MS = 60_000;
/** After a refusal for asking too much that does not say for how long. */
const UNTOLD_WAIT_MS = 1000;

/**
 * The only error the client throws. `code` is stable: the server's, or one of `unreachable`, `needs_socket`,
 * `unanswered`, `failed`, `refused`, `queue_full`, `not_known`, `too_old`, `match_over`, `closed`, `spectator`, or of
 * what answered without a code `http_*` and `room_*` with the status. `message` is for people.
 */
export class ParlorError extends Error {
  readonly code: string;
  /** The HTTP status, when the server answered over HTTP. */
  readonly status: number | undefined;
  /** Whatever else the server told. */
  readonly details: Record<string, unknown>;

  constructor(code: string, message: string, status?: number, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'ParlorError';
    this.code = code;
    this.status = status;
    this.details = details;
  }

  /** How long to wait at least before asking again, in ms, when the server said so; a minute at most, else 0. */
  get retryAfterMs(): number {
    const told = Number(this.details.retry_after_ms ?? 0);
    if (told > 0) return Math.min(told, MAX_WAIT_MS);
    return this.code === 'rate_limited' ? UNTOLD_WAIT_MS : 0;
  }
}

/** Any thrown value as a ParlorError. */
export function asParlorError(error: unknown): ParlorError {
  if (error instanceof ParlorError) return error;
  return new ParlorError('failed', error instanceof Error ? error.message : String(error));
}

/** Splits what rooms and auth tell: `code: message` or a bare code; without a code it is all message. */
export function toldError(text: string): { code?: string; message: string } {
  const [, code, message] = /^([a-z][a-z0-9_]*)(?:: (.*))?$/s.exec(text) ?? [];
  return code === undefined ? { message: text } : { code, message: message ?? text };
}
