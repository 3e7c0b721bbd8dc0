/**
 * The only error the client throws. `code` is stable (the server's, or one of `unreachable`, `timeout`,
 * `needs_socket`, `queue_full`, `closed`, `signed_out`, `spectator`, `failed`); `message` is for people.
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
}
