import { isolated } from './isolated.ts';

/** The server marks bots by name, for lists that know nothing else. */
const BOT_MARK = / \(bot\)$/;

/** A bot's name without its mark, for where a drawing says it. */
export function withoutMark(name: string): string {
  return name.replace(BOT_MARK, '');
}

/** Whether that is the name of a bot. */
export function isBot(name: string): boolean {
  return BOT_MARK.test(name);
}

/** Who sits at a table, the people by name: "Ada, Bob and 3 bots", each name isolated. */
export function namesAtTable(names: readonly string[]): string {
  const people = names.filter((name) => !isBot(name)).map(isolated);
  const bots = names.length - people.length;
  if (bots === 0) return people.join(', ');
  const counted = bots === 1 ? '1 bot' : `${bots} bots`;
  return people.length === 0 ? counted : `${people.join(', ')} and ${counted}`;
}

/**
 * What a field for a name takes, in UTF-16 units: the server counts characters as people see them, and an emoji or a
 * letter with marks has many units.
 */
export const MAX_NAME_UNITS = 200;
