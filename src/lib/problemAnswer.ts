import { STATUS_CODES } from 'node:http';
import type { Problem } from './problem.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** The body of an error (RFC 9457). `code` is what a program looks at, `detail` is for people. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  [more: string]: unknown;
}

/** A problem as it goes to the client. */
export function problemBody({ status, code, message, details }: Problem): ProblemBody {
  const title = STATUS_CODES[status] ?? 'Error';
  return { ...details, type: 'about:blank', title, status, code, detail: message };
}

/** Headers that belong to a problem: when to try again, how to sign in. */
export function problemHeaders({ status, code, details }: Problem): Record<string, string> {
  const headers: Record<string, string> = { 'Content-Type': PROBLEM_TYPE, 'Cache-Control': 'no-store' };
  const wait = details.retry_after ?? (code === 'retry_later' ? 1 : undefined);
  if (typeof wait === 'number') headers['Retry-After'] = String(wait);
  // The rest of the body is not wanted; nor is who goes on after many refusals.
  if (status === 413 || details.closed === true) headers.Connection = 'close';
  if (status === 401) {
    headers['WWW-Authenticate'] = code.startsWith('operator')
      ? 'Basic realm="Parlor operator", charset="UTF-8"'
      : 'Bearer';
  }
  return headers;
}

/** A problem as a whole answer. */
export function problemResponse(problem: Problem): Response {
  const { status } = problem;
  return new Response(JSON.stringify(problemBody(problem)), { status, headers: problemHeaders(problem) });
}
