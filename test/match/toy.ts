import { t } from '@colyseus/schema';
import { z } from 'zod';
import { type Game, HOUSE, type Outcome, type TablePlayer, type TableState } from '../../src/games/game.ts';
import type { MatchSetup } from '../../src/match/journal.ts';
import { stateMaker } from '../../src/schema/stateMaker.ts';
import { synced } from '../../src/schema/synced.ts';
import { tableFields, tablePlayerFields } from '../../src/schema/table.ts';

interface ToyPlayer extends TablePlayer {
  coins: number;
  /** Only its owner sees it. */
  hand: { card: number };
}

export interface ToyState extends TableState<ToyPlayer> {
  ticks: number;
}

export interface ToySecret {
  hidden: number;
}

type ToyAction = { action: 'earn'; coins: number } | { action: 'draw' };

const action = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('earn'), coins: z.number().int() }),
  z.strictObject({ action: z.literal('draw') }),
]);

const Hand = synced('MatchToyHand', { everybody: { card: t.uint8().default(0) } });
const Player = synced('MatchToyPlayer', {
  everybody: { ...tablePlayerFields, coins: t.number().default(0) },
  owner: { hand: t.ref(Hand) },
});
const State = synced('MatchToyState', {
  everybody: { ...tableFields, players: t.map(Player), ticks: t.uint32().default(0) },
});

export const toyMaker = stateMaker<ToyState>(State);

/** The smallest game that uses all a game may use. It is over after 20 s, or when somebody has 100 coins. */
export const toy: Game<ToyState, ToyAction, ToySecret> = {
  name: 'toy',
  seats: { min: 3, max: 5 },
  action,
  durability: 'journal',
  stepMs: 50,
  secret: () => ({ hidden: 0 }),
  start({ secret, random }) {
    secret.hidden = random.int(1, 6);
  },
  act({ state, secret, random, emit, post }, id, input): Outcome {
    const player = state.players.get(id);
    if (!player) throw new Error(`no player ${id}`);
    if (input.action === 'draw') {
      player.hand.card = secret.hidden;
      secret.hidden = random.int(1, 6);
      emit({ kind: 'drawn', player: id });
      emit({ kind: 'card', card: player.hand.card }, id);
      return { result: { card: player.hand.card } };
    }
    if (input.coins <= 0) return { refused: { code: 'no_coins', message: 'Earn at least one coin.' } };
    player.coins += input.coins;
    post({ kind: 'earn', giver: id, taker: id, debit: HOUSE, credit: id, amount: input.coins });
    return { result: { coins: player.coins } };
  },
  step({ state, now }) {
    state.ticks += 1;
    return now % 1000 === 0;
  },
  leave({ state }, id) {
    const player = state.players.get(id);
    if (player) player.coins = 0;
  },
  over: ({ state, now }) => now >= 20_000 || [...state.players.values()].some(({ coins }) => coins >= 100),
  standings: ({ state }) =>
    [...state.players.values()].map(({ id, coins }) => ({ id, rank: 1, score: coins })),
  bot(_seen, { random, notes }) {
    notes.looks = Number(notes.looks ?? 0) + 1;
    if (Number(notes.looks) % 15 !== 0) return undefined;
    return random.chance(0.5) ? { action: 'draw' } : { action: 'earn', coins: random.int(0, 2) };
  },
  commands: {
    tax({ state }) {
      for (const player of state.players.values()) player.coins = 0;
    },
  },
};

export const SETUP: MatchSetup = {
  id: 'toy-1',
  game: 'toy',
  seed: 'toy',
  seats: [
    { id: 'ann', name: 'Ann', bot: false },
    { id: 'bob', name: 'Bob', bot: false },
    { id: 'bot', name: 'Bot', bot: true, skill: 0.3 },
  ],
};

/** The same table without a bot. */
export const QUIET: MatchSetup = {
  ...SETUP,
  seats: SETUP.seats.map((seat) => ({ id: seat.id, name: seat.name, bot: false })),
};
