import { STATUS_CODES } from 'node:http';
import { type Problem, retryAfterMs, toldDetails } from './problem.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** The body of an error (RFC 9457). `code` is what a program looks at, `detail` is for people. */
interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  [more: string]: unknown;
}

/** A problem as it goes to the client. */
export function problemBody(problem: Problem): ProblemBody {
  const { status, code, message } = problem;
  const title = STATUS_CODES[status] ?? 'Error';
  return { ...toldDetails(problem), type: 'about:blank', title, status, code, detail: message };
}

/** Headers that belong to a problem: when to try again, how to sign in. */
export function problemHeaders(problem: Problem): Record<string, string> {
  const { status, code, details } = problem;
  const headers: Record<string, string> = { 'Content-Type': PROBLEM_TYPE, 'Cache-Control': 'no-store' };
  const wait = retryAfterMs(problem);
  if (wait !== undefined) headers['Retry-After'] = String(Math.ceil(wait / 1000));
  // The rest of the body is not wanted; nor is who goes on after many refusals.
  if (status === 413 || details.closed === true) headers.Connection = 'close';
  if (status === 401) {
    headers['WWW-Authenticate'] = code.startsWith('operator')
      ? 'Basic realm="Parlor operator", charset="UTF-8"'
      : 'Bearer';
  }
  return headers;
}
