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

/** What `retry_later` means where nothing else is told: most of it has passed by then. */
const SOON_MS = 250;

/** In how many ms the same may be asked again; undefined when time does not lift the problem. */
export function retryAfterMs({ code, details }: Pick<Problem, 'code' | 'details'>): number | undefined {
  if (typeof details.retry_after_ms === 'number') return details.retry_after_ms;
  if (typeof details.retry_after === 'number') return details.retry_after * 1000;
  return code === 'retry_later' ? SOON_MS : undefined;
}

/** A problem's details, with `retry_after_ms` where time lifts it. */
export function toldDetails(problem: Pick<Problem, 'code' | 'details'>): Record<string, unknown> {
  const ms = retryAfterMs(problem);
  return ms === undefined ? problem.details : { ...problem.details, retry_after_ms: ms };
}
