import { Problem } from './problem.ts';
import { starOut } from './text/insults.ts';
import { seenLength, shownLine } from './text/shown.ts';

/** Lines that a player may say. */
export const CHAT_RATE = { points: 5, seconds: 10 };
/** As a person counts characters, and as they are stored (UTF-16): one that is seen can have many parts. */
const MAX_LENGTH = 300;
const MAX_STORED = 1200;

/** What somebody said as others may read it, insults starred out. @throws Problem 400 `invalid_chat` */
export function chatLine(said: string): string {
  const text = shownLine(said);
  if (text === '' || text.length > MAX_STORED || seenLength(text) > MAX_LENGTH) {
    throw new Problem(400, 'invalid_chat', `A line has 1 to ${MAX_LENGTH} characters.`);
  }
  return starOut(text);
}
