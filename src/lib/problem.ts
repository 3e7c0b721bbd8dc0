/**
 * An expected failure with a stable code: HTTP answers it as `application/problem+json`, rooms as a rejection.
 * `status` is the HTTP status; `details` go to the client as they are.
 */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Record<string, unknown>;

  constructor(status: number, code: string, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.details = details;
  }
}
