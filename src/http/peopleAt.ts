import type { LiveMatch } from '../match/live.ts';

/** People at these tables, without bots, by game. */
export function peopleAt(tables: readonly LiveMatch[]): ReadonlyMap<string, number> {
  const people = new Map<string, number>();
  for (const { game, players } of tables)
    people.set(game, (people.get(game) ?? 0) + players.filter(({ bot }) => !bot).length);
  return people;
}
