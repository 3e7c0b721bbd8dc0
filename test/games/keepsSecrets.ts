import assert from 'node:assert/strict';
import type { Game, GameEvent, Seen, StateMaker, TableState } from '../../src/games/game.ts';
import { plain } from '../../src/match/canonical.ts';
import type { JournalEntry, MatchSetup } from '../../src/match/journal.ts';
import { Match } from '../../src/match/match.ts';
import { replay } from '../../src/match/replay.ts';
import { stateHash } from '../../src/match/stateHash.ts';
import { visibleState } from '../../src/match/view.ts';
import { Wire } from './Wire.ts';

/** A game that hides something, and what the tests must know of it. */
export interface SecretGame<S extends TableState> {
  // biome-ignore lint/suspicious/noExplicitAny: a game of any actions and secrets
  game: Game<S, any, any, any>;
  maker: StateMaker<S>;
  /** What was hidden is open to everybody now, by the rules. What follows depends on it, and may. */
  opened?(state: S): boolean;
  /** Seeds of the matches that are played: at least one must open nothing for a while. */
  seeds?: readonly string[];
  /** Game ms after which a match is left as it is: a part will do where matches are long. */
  untilMs?: number;
}

const PLAYERS = ['ann', 'bob', 'cid', 'dan'];

/**
 * Tests of everything that a game hides: who may not see it can tell by nothing what it is, and what is to survive a
 * process survives it. Matches are played by bots, that see what their player sees.
 */
export function keepsSecrets<S extends TableState>(name: string, one: SecretGame<S>): void {
  const { game, maker, seeds = ['one', 'two', 'three'], untilMs = Number.POSITIVE_INFINITY } = one;
  const opened = one.opened ?? (() => false);

  describe(`${name} keeps its secrets`, () => {
    const played = seeds.map((seed) => playedByBots(game, maker, seed, untilMs));

    it('has something to hide', () => {
      assert.ok(maker.ownerFields.length > 0);
    });

    it('shows a player’s own fields to the player alone', () => {
      for (const { match } of played) {
        for (const viewer of [...PLAYERS, 'somebody else', null]) {
          const { players } = visibleState(maker, match.state, viewer);
          for (const [id, player] of Object.entries(players)) {
            for (const field of maker.ownerFields)
              assert.equal(field in player, id === viewer, `${id} ${field}`);
          }
        }
      }
    });

    it('gives bots what their player sees, and a copy of it', () => {
      for (const seen of played.flatMap(({ looks }) => looks)) {
        assert.deepEqual(Object.keys(seen).sort(), ['me', 'now', 'rules', 'state']);
        for (const [id, player] of Object.entries(seen.state.players)) {
          for (const field of maker.ownerFields) assert.equal(field in player, id === seen.me);
        }
      }
      for (const { match, looks } of played) {
        const before = stateHash(match.state);
        for (const { state } of looks.slice(-4)) Object.assign(state, { players: {}, phase: 'finished' });
        assert.equal(stateHash(match.state), before);
      }
    });

    it('sends who may not see it the same bytes, whatever it is', function () {
      this.timeout(60_000);
      let compared = 0;
      for (const { setup, journal, endedAt } of played) {
        for (const viewer of [...PLAYERS, null]) {
          for (let from = 0; from <= journal.length; ) {
            const [real, swapped] = [false, true].map((swap) =>
              told({ ...one, opened }, setup, journal, endedAt, { viewer, from, swap }),
            ) as [Told, Told];
            assert.equal(swapped.swapped, real.until > from, 'nothing was swapped');
            assert.deepEqual(swapped.lines, real.lines, `${viewer} can tell, from entry ${from} on`);
            compared += real.lines.length;
            from = Math.max(real.until, from) + 1;
          }
        }
      }
      assert.ok(compared > 100, `${compared} messages`);
    });

    it('comes to clients as what they may see, byte by byte, and a late one sees the same', () => {
      for (const { setup, journal } of played.slice(0, 2)) {
        const match = Match.start(game, maker, setup);
        const wire = new Wire(match.state);
        const viewers: (string | null)[] = ['ann', null];
        for (const viewer of viewers) wire.join(viewer);
        for (const [i, entry] of journal.entries()) {
          match.redo([entry]);
          wire.patch();
          if (i === journal.length >> 1) {
            wire.join('bob');
            viewers.push('bob');
          }
          for (const viewer of viewers)
            assert.deepEqual(
              wire.seenBy(viewer),
              visibleState(maker, match.state, viewer),
              `entry ${entry.seq}`,
            );
        }
      }
    });

    it('is resumed after every entry as it was, and replays to the last byte', function () {
      this.timeout(60_000);
      for (const { setup, journal, endedAt, match } of played) {
        const hash = stateHash(match.state);
        for (const kind of [maker, maker.plain]) {
          const again = Match.start(game, kind, setup);
          let frozen = JSON.stringify(again.freeze());
          for (const [i, entry] of journal.entries()) {
            const part = JSON.parse(JSON.stringify(journal.slice(0, i + 1)));
            const resumed = Match.thaw(game, kind, JSON.parse(frozen), part);
            again.redo(part.slice(-1));
            assert.equal(stateHash(resumed.state), stateHash(again.state), `entry ${entry.seq}`);
            assert.deepEqual(plain(resumed.state), plain(again.state), `entry ${entry.seq}`);
            if (i % 3 === 2) frozen = JSON.stringify(resumed.freeze());
          }
          again.runTo(endedAt);
          assert.equal(stateHash(again.state), hash);
        }
        const replayed = replay(game, maker, setup, JSON.parse(JSON.stringify(journal)), endedAt);
        assert.equal(stateHash(replayed.state), hash);
        assert.deepEqual(replayed.records(), match.records());
        assert.deepEqual(replayed.ledger.entries(), match.ledger.entries());
      }
    });
  });
}

/** A match that bots played, and what they saw. */
function playedByBots<S extends TableState>(
  game: SecretGame<S>['game'],
  maker: StateMaker<S>,
  seed: string,
  untilMs: number,
) {
  const looks: Seen<S>[] = [];
  const watched: typeof game = {
    ...game,
    bot(seen, mind) {
      if (looks.length < 200) looks.push(seen);
      return game.bot(seen, mind);
    },
  };
  const seats = PLAYERS.map((id, i) => ({ id, name: id, bot: true, skill: 0.3 + 0.2 * i }));
  const setup: MatchSetup = { id: `m-${seed}`, game: game.name, rules: game.rules ?? 1, seed, seats };
  const match = Match.start(watched, maker, setup);
  while (!match.over && match.now < untilMs) match.advance(1000);
  return { setup, match, journal: match.journal, endedAt: match.now, looks };
}

/** Everything that one who looks on is sent. */
interface Told {
  lines: string[];
  /** How many entries were done until what was hidden was opened. */
  until: number;
  /** Something was swapped. */
  swapped: boolean;
}

/**
 * Does again what was done, and listens as one of those who look on, from an entry on until something is opened.
 * @param at whether, from then on, others have each other's secrets: their own fields go round among them
 */
function told<S extends TableState>(
  { game, maker, opened }: Required<Pick<SecretGame<S>, 'game' | 'maker' | 'opened'>>,
  setup: MatchSetup,
  journal: readonly JournalEntry[],
  endedAt: number,
  { viewer, from, swap }: { viewer: string | null; from: number; swap: boolean },
): Told {
  const lines: string[] = [];
  let listens = false;
  let swapped = false;
  const hear = (line: string) => {
    if (listens) lines.push(line);
  };
  const event = (what: GameEvent, only?: string) => {
    if (only === undefined || only === viewer) hear(JSON.stringify(what));
  };
  const exchange = (state: S) => {
    if (!swap || !listens || opened(state)) return;
    const others = [...state.players.values()].filter(({ id }) => id !== viewer);
    swapped = goRound(others as never[], maker.ownerFields) || swapped;
  };
  // Cards that are dealt anew are swapped before anything is made of them.
  const swapping: typeof game = {
    ...game,
    act(table, player, action) {
      const outcome = game.act(table, player, action);
      exchange(table.state);
      return outcome;
    },
    step(table) {
      const changed = game.step(table);
      if (changed) exchange(table.state);
      return changed;
    },
  };
  const match = Match.start(swapping, maker, setup, { event });
  match.redo(journal.slice(0, from));
  const wire = new Wire(match.state);
  wire.join(viewer);
  wire.patch();
  const done = () => opened(match.state) || match.over;
  if (done()) return { lines, until: from, swapped };
  listens = true;
  exchange(match.state);
  const look = () => {
    hear(wire.patch().get(viewer) ?? '');
    hear(JSON.stringify(visibleState(maker, match.state, viewer)));
  };
  look();
  hear(wire.join(viewer)); // as one who comes back
  let until = from;
  for (const entry of journal.slice(from)) {
    match.runTo(entry.at - game.stepMs);
    if (done()) break;
    look();
    // Where what is hidden decides whether an action is right, the reply may tell: to its player alone.
    const before = lines.length;
    match.redo([entry]);
    until = entry.seq;
    if (done()) {
      lines.splice(before); // what opens it tells of it
      break;
    }
    look();
    const { version, result } = match.journal.at(-1) ?? {};
    if (entry.by === viewer) hear(JSON.stringify({ version, result }));
  }
  if (!done()) {
    match.runTo(endedAt);
    if (!done()) look();
  }
  return { lines, until: match.over ? journal.length : until, swapped };
}

/** Gives each of these players the next one's own fields, in place. True when that made a difference. */
function goRound(players: Record<string, unknown>[], fields: readonly string[]): boolean {
  let differs = false;
  for (const field of fields) {
    const values = players.map((player) => plain(player[field]));
    for (const [i, player] of players.entries()) {
      const value = values[(i + 1) % values.length];
      differs ||= JSON.stringify(value) !== JSON.stringify(values[i]);
      if (value !== null && typeof value === 'object') Object.assign(player[field] as object, value);
      else player[field] = value;
    }
  }
  return differs;
}
