import type { IncomingMessage } from 'node:http';
import type { Problem } from '../lib/problem.ts';
import { escapeHtml, housePage } from './housePage.ts';

/** What programs ask for: they read `code`, whatever they say that they take. */
const FOR_PROGRAMS = /^\/(api|auth|matchmake)\//;

const TITLES: Record<number, string> = {
  401: 'This is not for everybody',
  403: 'This is not for you',
  404: 'There is nothing here',
  429: 'Slower, please',
};

/** Whether a person went to an address with a browser, who can do nothing with a problem as JSON. */
export function isForPerson(
  { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  path: string,
): boolean {
  const looks = method === 'GET' || method === 'HEAD';
  return looks && /\btext\/html\b/.test(headers.accept ?? '') && !FOR_PROGRAMS.test(path);
}

/** A problem as a page. @param root the way to where our addresses begin */
export function problemPage({ status, code, message }: Problem, root: string): string {
  const title = TITLES[status] ?? 'That did not work';
  // Said once is enough.
  const why = message === `${title}.` ? 'The address may be wrong, or what was here is long gone.' : message;
  return housePage(
    title,
    `<h1>${title}</h1>
      <p>${escapeHtml(why)}</p>
      <p class="hint">${status} ${escapeHtml(code)}</p>
      <a class="button" href="${root}app">To the lobby</a>`,
  );
}
