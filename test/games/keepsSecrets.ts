import assert from 'node:assert/strict';
import type { Game, Seen, StateMaker, TableState } from '../../src/games/game.ts';
import { liveRulesOf } from '../../src/games/liveGame.ts';
import { Random } from '../../src/lib/random.ts';
import { plain } from '../../src/match/canonical.ts';
import type { JournalEntry, MatchSetup } from '../../src/match/journal.ts';
import { Match } from '../../src/match/match.ts';
import { replay } from '../../src/match/replay.ts';
import { stateHash } from '../../src/match/stateHash.ts';
import { takeUp } from '../../src/match/takeUp.ts';
import { visibleState } from '../../src/match/view.ts';
import { checkNumbers } from '../../src/schema/numbers.ts';
import { differenceOf } from './differenceOf.ts';
import { type Listened, listen } from './listening.ts';
import { Wire } from './Wire.ts';

/** A game that hides something, and what the tests must know of it. */
export interface SecretGame<S extends TableState> {
  // biome-ignore lint/suspicious/noExplicitAny: a game of any actions and secrets
  game: Game<S, any, any, any>;
  maker: StateMaker<S>;
  /**
   * Uuids of the players whose own fields are open to everybody now, by the rules. What follows depends on them, and
   * may.
   */
  opened?(state: S): string[];
  /**
   * Whether a player has anything in the own fields now: cards are exchanged among those alone. Everybody has, if it
   * says nothing.
   */
  holds?(state: S, player: string): boolean;
  /** Until something is opened nothing at all depends on chance that one cannot see: all of it may be dealt anew. */
  dealtUnseen?: boolean;
  seeds?: readonly string[];
  /** Game ms after which a match is left as it is: a part will do where matches are long. */
  untilMs?: number;
}

export const PLAYERS = ['ann', 'bob', 'cid', 'dan'];
const VIEWERS = [...PLAYERS, null];
/** So many deals are tried to find one that gives the same to one who looks on. */
const DEALS = 30_000;

interface Played<S extends TableState> {
  setup: MatchSetup;
  match: Match<S>;
  journal: readonly JournalEntry[];
  /** Game ms. */
  endedAt: number;
  /** What bots saw. */
  looks: Seen<S>[];
}

/**
 * Tests of everything that a game hides: who may not see it can tell by nothing what it is, and what is to survive a
 * process survives it. Numbers that do not fit into their fields are refused as well. Matches are played by bots, some
 * of whom go away, come back, or leave.
 */
export function keepsSecrets<S extends TableState>(name: string, one: SecretGame<S>): void {
  checkNumbers();
  const { game, maker, seeds = ['one', 'two', 'three'], untilMs = Number.POSITIVE_INFINITY } = one;
  const opened = one.opened ?? (() => []);
  const { holds = () => true } = one;
  const secret = { game, maker, opened, holds };

  describe(`${name} keeps its secrets`, function () {
    this.timeout(180_000);
    const played = seeds.map((seed) => playedByBots(game, maker, seed, untilMs));

    it('has something to hide', () => {
      assert.ok(maker.ownerFields.length > 0);
    });

    it('shows a player’s own fields to the player alone', () => {
      for (const { match } of played) {
        for (const viewer of [...VIEWERS, 'somebody else']) {
          const { players } = visibleState(maker, match.state, viewer);
          for (const [id, player] of Object.entries(players)) {
            for (const field of maker.ownerFields)
              assert.equal(field in (player as object), id === viewer, `${id} ${field}`);
          }
        }
      }
    });

    it('gives bots what their player sees, and a copy of it', () => {
      for (const { looks } of played) {
        assert.ok(looks.length > 0);
        for (const seen of looks) {
          assert.deepEqual(Object.keys(seen).sort(), ['me', 'now', 'rules', 'state']);
          for (const [id, player] of Object.entries(seen.state.players)) {
            for (const field of maker.ownerFields) assert.equal(field in (player as object), id === seen.me);
          }
        }
      }
      for (const { match, looks } of played) {
        const before = stateHash(match.state);
        for (const { state } of looks.slice(-4)) Object.assign(state, { players: {}, phase: 'finished' });
        assert.equal(stateHash(match.state), before);
      }
    });

    it('sends who may not see it the same, whoever holds it', () => {
      let compared = 0;
      for (const { setup, journal, endedAt } of played) {
        for (const viewer of VIEWERS) {
          for (let from = 0; from <= journal.length; ) {
            const real = listen(secret, setup, journal, { viewer, from, endedAt });
            const others = PLAYERS.filter((id) => id !== viewer);
            const swapped = listen(secret, setup, journal, { viewer, from, endedAt, exchanged: others });
            if (real.until > from) assert.ok(swapped.exchanged, 'nothing was exchanged');
            same(swapped, real, `${viewer} can tell who holds what, from entry ${from} on`);
            compared += real.lines.length;
            from = Math.max(real.until, from) + 1;
          }
        }
      }
      assert.ok(compared > 100, `${compared} messages`);
    });

    if (one.opened) {
      it('keeps closed what is not opened when something is', () => {
        let compared = 0;
        for (const { setup, journal, endedAt } of played) {
          for (let from = 0; from <= journal.length; ) {
            const real = listen(secret, setup, journal, { viewer: null, from, endedAt, opening: true });
            const closed = PLAYERS.filter((id) => !real.opened.includes(id));
            if (real.opened.length > 0 && closed.length > 1) {
              const more = { viewer: null, from, endedAt, opening: true, exchanged: closed };
              same(
                listen(secret, setup, journal, more),
                real,
                `what stays closed shows, from entry ${from} on`,
              );
              compared += 1;
            }
            from = Math.max(real.until, from) + 1;
          }
        }
        assert.ok(compared > 0, 'in none of these matches some is opened and some is not: play others');
      });
    }

    if (one.dealtUnseen) {
      it('sends the same whatever is dealt, to who gets the same', () => {
        for (const { setup, journal, endedAt } of played) {
          for (const viewer of VIEWERS) {
            const real = listen(secret, setup, journal, { viewer, from: 0, endedAt });
            const other = anotherDeal(game, maker, setup, viewer);
            same(
              listen(secret, other, journal, { viewer, from: 0, endedAt }),
              real,
              `${viewer} can tell the deal`,
            );
          }
        }
      });
    }

    it('comes to clients as what they may see, byte by byte, and a late one sees the same', () => {
      for (const { setup, journal } of played.slice(0, 2)) {
        const match = Match.start(game, maker, setup);
        const wire = new Wire(match.state);
        const viewers: (string | null)[] = ['ann', null];
        for (const viewer of viewers) wire.join(viewer);
        for (const [i, entry] of journal.entries()) {
          if (i % 3 === 1) wire.join('bob'); // again and again, just before something happens
          if (i === 1) viewers.push('bob');
          match.redo([entry]);
          wire.patch();
          for (const viewer of viewers)
            assert.deepEqual(
              wire.seenBy(viewer),
              visibleState(maker, match.state, viewer),
              `${viewer ?? 'a spectator'} sees something else after entry ${entry.seq}`,
            );
        }
      }
    });

    it('goes on after a crash at every entry as it was, and replays to the last byte', () => {
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

    it('is taken over at any moment, and what was played then replays as it was', () => {
      const [first] = played;
      assert.ok(first);
      for (const at of [0, 0.3, 0.6, 0.9].map((share) => Math.floor(first.journal.length * share))) {
        const before: Match<S> = replay(
          game,
          maker.plain,
          first.setup,
          first.journal.slice(0, at),
          first.journal[at]?.at ?? 0,
        );
        const journal = JSON.parse(JSON.stringify(before.journal));
        const after: Match<S> = takeUp(
          game,
          maker.plain,
          JSON.parse(JSON.stringify(before.freeze())),
          journal,
          before.now + 2500, // as far as a clock may have been stored ahead
        );
        for (let i = 0; i < 40 && !after.over; i++) after.advance(450);
        after.logInputs();
        const again: Match<S> = replay(game, maker.plain, first.setup, after.journal, after.now);
        assert.equal(stateHash(again.state), stateHash(after.state), `taken over at entry ${at}`);
        assert.deepEqual(again.records(), after.records());
      }
    });
  });
}

function same(one: Listened, real: Listened, message: string): void {
  const length = Math.max(one.lines.length, real.lines.length);
  for (let i = 0; i < length; i++) {
    const [other, played] = [one.lines[i], real.lines[i]];
    if (other === played) continue; // the first that differs tells
    assert.fail(`${message}: in message ${i + 1} of ${length}, ${differenceOf(played, other)}`);
  }
  assert.equal(one.until, real.until, message);
}

/** Another seed by which one who looks on sees the same at first, and holds the same. */
function anotherDeal<S extends TableState>(
  game: SecretGame<S>['game'],
  maker: StateMaker<S>,
  setup: MatchSetup,
  viewer: string | null,
): MatchSetup {
  const sees = (seed: string) => {
    const { state } = Match.start(game, maker.plain, { ...setup, seed });
    return [JSON.stringify(visibleState(maker, state, viewer)), JSON.stringify(plain(state))] as const;
  };
  const [seen, all] = sees(setup.seed);
  for (let i = 0; i < DEALS; i++) {
    const seed = `${setup.seed} dealt anew ${i}`;
    const [otherSeen, otherAll] = sees(seed);
    if (otherSeen === seen && otherAll !== all) return { ...setup, seed };
  }
  return assert.fail(`no other deal gives ${viewer} the same`);
}

/** A match that bots played. */
function playedByBots<S extends TableState>(
  game: SecretGame<S>['game'],
  maker: StateMaker<S>,
  seed: string,
  untilMs: number,
): Played<S> {
  const looks: Seen<S>[] = [];
  const look = (seen: Seen<S>) => {
    if (looks.length < 200) looks.push(seen);
  };
  const seats = PLAYERS.map((id, i) => ({ id, name: id, bot: true, skill: 0.3 + 0.2 * i }));
  const setup: MatchSetup = { id: `m-${seed}`, game: game.name, rules: game.rules ?? 1, seed, seats };
  const match = Match.start(watched(game, look), maker, setup);
  const random = Random.seeded(`${seed} comes and goes`);
  for (let s = 0; !match.over && match.now < untilMs; s++) {
    match.advance(450);
    match.logInputs(); // as often as a table does
    if (random.chance(0.1)) match.absent(random.pick(PLAYERS), random.chance(0.5));
    if (s === 60 && random.chance(0.5)) match.leave(random.pick(PLAYERS));
    if (s % 50 === 49)
      for (const command of Object.keys(game.commands ?? {})) match.command(command, 'operator');
  }
  return { setup, match: match as Match<S>, journal: match.journal, endedAt: match.now, looks };
}

/** A game whose bots, whichever way they are asked, are looked at as they look. */
function watched<G extends SecretGame<never>['game']>(game: G, look: (seen: Seen<never>) => void): G {
  const live = liveRulesOf(game);
  const looking = (bot: G['bot']): G['bot'] => {
    return (seen, mind) => {
      look(seen as never);
      return bot(seen, mind);
    };
  };
  if (!live) return { ...game, bot: looking(game.bot) };
  return { ...game, live: { ...live, bot: looking(live.bot as never) } };
}
