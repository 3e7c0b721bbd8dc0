import { t } from '@colyseus/schema';
import { z } from 'zod';
import type { Game, TablePlayer, TableState } from '../../src/games/game.ts';
import { HOUSE } from '../../src/games/game.ts';
import { stateMaker } from '../../src/schema/stateMaker.ts';
import { synced } from '../../src/schema/synced.ts';
import { tableFields, tablePlayerFields } from '../../src/schema/table.ts';

/** The smallest game that uses everything: who says "take" gets 1 to 6 points; it ends at 20 points or after 10 s. */
export interface ToyPlayer extends TablePlayer {
  points: number;
  /** Only the player sees it. */
  hint: string;
}
export interface ToyState extends TableState<ToyPlayer> {
  taken: number;
}
export interface ToySecret {
  word: string;
}

const ToyPlayerSchema = synced('ToyPlayer', {
  everybody: { ...tablePlayerFields, points: t.uint16().default(0) },
  owner: { hint: t.string().default('') },
});
const ToyStateSchema = synced('ToyState', {
  everybody: { ...tableFields, taken: t.uint16().default(0), players: t.map(ToyPlayerSchema) },
});

export const schemaToy = stateMaker<ToyState>(ToyStateSchema);

export const toy: Game<ToyState, { action: 'take' }, ToySecret> = {
  name: 'toy',
  seats: { min: 3, max: 5 },
  action: z.strictObject({ action: z.literal('take') }),
  durability: 'journal',
  stepMs: 50,
  secret: () => ({ word: '' }),
  start(table) {
    table.secret.word = `word-${table.random.int(1000, 9999)}`;
    for (const player of table.state.players.values()) player.hint = `hint-${table.random.int(1000, 9999)}`;
  },
  act(table, id) {
    const player = table.state.players.get(id);
    if (!player || player.points >= 20) return { refused: { code: 'full', message: 'You have enough.' } };
    const amount = table.random.int(1, 6);
    player.points += amount;
    table.state.taken += 1;
    table.post({ kind: 'take', giver: HOUSE, taker: id, debit: HOUSE, credit: id, amount });
    table.emit({ kind: 'taken', player: id, amount });
    return { result: { amount } };
  },
  step: () => false,
  leave(table, id) {
    table.emit({ kind: 'gone', player: id });
  },
  over: (table) => table.now >= 10_000 || [...table.state.players.values()].some((p) => p.points >= 20),
  standings(table) {
    const players = [...table.state.players.values()].sort((a, b) => b.points - a.points || a.seat - b.seat);
    return players.map(({ id, points }) => ({
      id,
      rank: 1 + players.filter((other) => other.points > points).length,
      score: points,
    }));
  },
  bot: ({ now }, mind) =>
    now % 1000 === 0 && mind.random.chance(mind.skill) ? { action: 'take' } : undefined,
};
