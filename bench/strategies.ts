import { bot } from '../src/games/relay/bot.ts';
import type { RelayAction } from '../src/games/relay/messages.ts';
import { relay } from '../src/games/relay/relay.ts';
import { nextActive } from '../src/games/relay/ring.ts';
import type { RelayPlayer } from '../src/games/relay/state.ts';
import type { OpenPuzzle, RelayTable } from '../src/games/relay/table.ts';
import { leastMs } from '../src/games/relay/tempo.ts';
import { Match } from '../src/match/match.ts';
import { relayMaker } from '../src/schema/relay.ts';

/** What a player who has an open puzzle does now, or nothing; `play` is what a bot of the same skill would do. */
type Strategy = (at: {
  table: RelayTable;
  player: RelayPlayer;
  open: OpenPuzzle;
  play: () => RelayAction | undefined;
}) => RelayAction | undefined;

/** Solves as soon as the rules let it, and never errs. */
const script: Strategy = ({ table, player, open }) => {
  if (table.now < Math.max(open.asksAt + leastMs(open.type, open.level), player.locked_until))
    return undefined;
  return { action: 'answer', puzzle_id: open.id, answer: open.answer };
};

/** Solves until a game time, then does nothing. */
const stopAt =
  (ms: number): Strategy =>
  ({ table, play }) =>
    table.now < ms ? play() : undefined;

/** Solves only when it would go cold within so many ms. */
const rarely =
  (ms: number): Strategy =>
  ({ table, player, play }) =>
    (player.cold_at ?? 0) - table.now < ms ? play() : undefined;

/** Ways to play relay: solving, what one could try instead, and programs. */
export const STRATEGIES = {
  solve: ({ play }) => play(),
  idle: () => undefined,
  'stop at 60 s': stopAt(60_000),
  'stop at 120 s': stopAt(120_000),
  'stop at 180 s': stopAt(180_000),
  'solve 5 s before the cold': rarely(5_000),
  'solve 15 s before the cold': rarely(15_000),
  'stop while the neighbour has more': ({ table, player, play }) => {
    const next = nextActive(table.state, player);
    return next && next.points > player.points ? undefined : play();
  },
  'stop while ahead': ({ table, player, play }) => {
    const others = [...table.state.players.values()].filter(({ id }) => id !== player.id);
    return others.every(({ passed }) => passed + 30 < player.passed) ? undefined : play();
  },
  'skip sudokus': ({ open, play, player }) => {
    if (open.type === 'sudoku' && player.points > 20) return { action: 'skip', puzzle_id: open.id };
    return play();
  },
  script,
  'script that skips memory': (at) => {
    const { open, player } = at;
    if (open.type === 'memory' && player.points > 20) return { action: 'skip', puzzle_id: open.id };
    return script(at);
  },
} satisfies Record<string, Strategy>;

export type StrategyName = keyof typeof STRATEGIES;

export interface Opponent {
  strategy: StrategyName;
  skill: number;
}

export interface Outcome {
  /** Mean place of each of them, and points passed on. */
  ranks: number[];
  passed: number[];
  /** Mean length of a match in game s. */
  seconds: number;
}

/** Plays matches between these, in the order of the ring; everybody sits everywhere. */
export function playOff(opponents: readonly Opponent[], matches: number, seed: string): Outcome {
  const outcome = { ranks: opponents.map(() => 0), passed: opponents.map(() => 0), seconds: 0 };
  for (let n = 0; n < matches; n++) {
    const match = played(opponents, n % opponents.length, `${seed} ${n}`);
    outcome.seconds += match.now / 1000 / matches;
    for (const { id, rank, score } of match.standings()) {
      outcome.ranks[Number(id)] = (outcome.ranks[Number(id)] ?? 0) + rank / matches;
      outcome.passed[Number(id)] = (outcome.passed[Number(id)] ?? 0) + score / matches;
    }
  }
  return outcome;
}

/** One match, with the ring turned by so many seats. */
function played(opponents: readonly Opponent[], turned: number, seed: string) {
  const all = opponents.map(({ skill }, i) => ({ id: String(i), name: String(i), bot: true, skill }));
  const seats = [...all.slice(turned), ...all.slice(0, turned)];
  let table: RelayTable | undefined;
  const game: typeof relay = {
    ...relay,
    start(on) {
      table = on;
      relay.start(on);
    },
    bot(seen, mind) {
      if (!table) return undefined;
      const id = seen.me;
      const player = table.state.players.get(id);
      const open = table.secret.open[id];
      const strategy = opponents[Number(id)]?.strategy;
      if (!player?.active || !open || !strategy) return undefined;
      const choose: Strategy = STRATEGIES[strategy];
      return choose({ table, player, open, play: () => bot(seen, mind) });
    },
  };
  const { rules = 1 } = relay;
  const match = Match.start(game, relayMaker.plain, { id: seed, game: 'relay', rules, seed, seats });
  while (!match.over) match.advance(1000);
  return match;
}
