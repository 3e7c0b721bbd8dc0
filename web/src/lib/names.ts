import { isolated } from './isolated.ts';

/** The server marks bots by name, for lists that know nothing else. */
const BOT_MARK = / \(bot\)$/;

/** A bot's name without its mark, for where a drawing says it. */
export function withoutMark(name: string): string {
  return name.replace(BOT_MARK, '');
}

/** Who sits at a table, the people by name: "Ada, Bob and 3 bots", each name isolated. */
export function namesAtTable(names: readonly string[]): string {
  const people = names.filter((name) => !BOT_MARK.test(name)).map(isolated);
  const bots = names.length - people.length;
  if (bots === 0) return people.join(', ');
  const counted = bots === 1 ? '1 bot' : `${bots} bots`;
  return people.length === 0 ? counted : `${people.join(', ')} and ${counted}`;
}
