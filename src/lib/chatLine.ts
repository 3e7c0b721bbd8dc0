import { Problem } from './problem.ts';
import { starOut } from './profanity.ts';

/** Lines that a player may say. */
export const CHAT_RATE = { points: 5, seconds: 10 };
const MAX_LENGTH = 300;

/** Characters that do not show, or turn the direction of what follows. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** What somebody said as others may read it, profanity starred out. @throws Problem 400 `invalid_chat` */
export function chatLine(said: string): string {
  const text = said.replace(INVISIBLE, '').trim();
  if (text === '' || text.length > MAX_LENGTH) {
    throw new Problem(400, 'invalid_chat', `A line has 1 to ${MAX_LENGTH} characters.`);
  }
  return starOut(text);
}
