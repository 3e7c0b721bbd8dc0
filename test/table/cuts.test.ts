import assert from 'node:assert/strict';
import { drilledHoldem } from '../../scripts/drill/games/holdem.ts';
import type { GameEvent, StateMaker } from '../../src/games/game.ts';
import { holdem } from '../../src/games/holdem/holdem.ts';
import { relay } from '../../src/games/relay/relay.ts';
import type { OpenPuzzle } from '../../src/games/relay/table.ts';
import { Problem } from '../../src/lib/problem.ts';
import { Random } from '../../src/lib/random.ts';
import { canonical } from '../../src/match/canonical.ts';
import { Match } from '../../src/match/match.ts';
import type { StoredMatch } from '../../src/match/matchStore.ts';
import { visibleState } from '../../src/match/view.ts';
import { holdemMaker } from '../../src/schema/holdem.ts';
import { relayMaker } from '../../src/schema/relay.ts';
import { ids, MATCH, tableFixture } from '../support/hostedToy.ts';
import type { ToyState, toy } from '../support/toyGame.ts';

const PEOPLE = ids.slice(0, 3);
const [viewer] = PEOPLE as [string];

/** A game whose people do what its rules take. */
interface Played {
  game: typeof toy;
  maker: StateMaker<ToyState>;
  /** So many actions: a match is cut at each. */
  actions: number;
  /** Matches of each length. */
  seeds: number;
  /** What this player would do; null for nothing now. */
  next(state: ToyState, player: string, random: Random): object | null;
}

function relayed(): Played {
  let open: Record<string, OpenPuzzle> = {};
  const watched = {
    ...relay,
    step: (table: Parameters<typeof relay.step>[0]) => {
      open = table.secret.open;
      return relay.step(table);
    },
  };
  return {
    game: watched as unknown as typeof toy,
    maker: relayMaker.plain as unknown as StateMaker<ToyState>,
    ...{ actions: 12, seeds: 2 },
    next(_, player, random) {
      const puzzle = open[player];
      return puzzle && random.chance(0.7)
        ? { action: 'answer', puzzle_id: puzzle.id, answer: puzzle.answer }
        : { action: 'skip' };
    },
  };
}

function holdemPlayed(): Played {
  return {
    game: holdem as unknown as typeof toy,
    maker: holdemMaker.plain as unknown as StateMaker<ToyState>,
    ...{ actions: 16, seeds: 1 },
    next: (state, player, random) =>
      drilledHoldem.next(
        state,
        state.players.get(player) as never,
        {
          ...{ match: MATCH, player, random, hurry: false, back: false },
        } as never,
      ),
  };
}

const textOf = (to: string, event: object) => `${to} ${JSON.stringify(event)}`;

/** All that somebody may have seen of a match, by its setup, journal and clock alone. */
function seeable({ game, maker }: Played, { table, journal, clock }: StoredMatch) {
  const setup = table.match?.setup;
  assert.ok(setup);
  const seen = { states: new Set<string>(), views: new Set<string>(), points: new Set<string>() };
  const events = new Set<string>();
  const event = (told: GameEvent, only = '*') => void events.add(textOf(only, told));
  const match = Match.start(game, maker, setup, { event });
  const look = () => {
    const { state, ledger } = match;
    seen.states.add(canonical(state));
    seen.views.add(canonical(visibleState(maker, state, viewer) as never));
    seen.points.add(JSON.stringify([...state.players.values()].map(({ id }) => ledger.balance(id))));
  };
  look();
  const run = (at: number) => {
    while (match.now < at && !match.over) {
      match.runTo(match.now + game.stepMs);
      look();
    }
  };
  for (const entry of journal) {
    run(entry.at);
    match.redo([entry]);
    look();
  }
  run(clock);
  return { ...seen, events };
}

type Cut = 'before it was stored' | 'after it was stored';

/** Plays to so many actions, of which the last is cut from the store. Answers whether there was something to hide. */
async function cutAt(played: Played, actions: number, cut: Cut, seed: string): Promise<boolean> {
  const { game, maker, next } = played;
  const random = Random.seeded(seed);
  const bot = { id: ids[4] as string, name: 'Bot', bot: true, skill: 0.9 };
  const seats = [...PEOPLE.map((id, i) => ({ id, name: `Player ${i}`, bot: false })), bot];
  const at = await tableFixture({ seed, seats }, {}, game, undefined, maker);
  const seen = { states: new Set<string>(), views: new Set<string>(), points: new Set<string>() };
  const unlessAway = (error: unknown) => {
    assert.ok(error instanceof Problem && error.code === 'retry_later', String(error));
    return null;
  };
  const look = async () => {
    if (at.table.state.phase !== 'playing' || at.shown() === '') return;
    seen.states.add(at.shown());
    const view = await at.table.views.visibleTo(viewer, -1, 0).catch(unlessAway);
    if (view) seen.views.add(canonical(view.state as never));
    const ledger = await at.table.ledger().catch(unlessAway);
    if (ledger) seen.points.add(JSON.stringify(Object.values(ledger.points)));
  };
  await at.here(...PEOPLE);
  await at.pass(3_100);
  await look();
  const append = at.store.append.bind(at.store);
  for (let i = 0; i < actions; ) {
    const player = random.pick(PEOPLE);
    const action = next(at.table.state, player, random);
    if (action && i === actions - 1) {
      at.store.append = async (...args) => {
        if (cut === 'after it was stored') await append(...args);
        throw new Error('cut');
      };
    }
    if (action) {
      i += 1;
      await at.table.act(player, { request_id: `r${i}`, ...action }).catch(unlessAway);
      await look();
    }
    for (let ms = random.int(0, action ? 6 : 2) * 250; ms > 0; ms -= 250) {
      await at.pass(250, 250);
      await look();
    }
    assert.equal(at.table.state.phase, 'playing');
  }
  const stored = await at.store.takeOver({ match: MATCH, epoch: 1 }, 'there');
  assert.ok(stored && seen.states.size > 0 && seen.views.size > 0);
  const may = seeable(played, stored);
  for (const what of ['states', 'views', 'points'] as const)
    for (const one of seen[what]) assert.ok(may[what].has(one), `${what} that were seen are undone: ${one}`);
  for (const { to, type, payload } of at.told)
    if (type === 'animation')
      assert.ok(may.events.has(textOf(to, payload as object)), `undone: ${JSON.stringify(payload)}`);
  const there = await tableFixture({}, { store: at.store }, game, stored, maker);
  assert.ok(may.states.has(canonical(there.table.state)), 'restored to another state');
  return !seen.states.has(canonical(at.table.state));
}

describe('a match that is cut between an action and its storing', function () {
  this.timeout(180_000);
  for (const [name, make] of [
    ['relay', relayed],
    ['hold’em', holdemPlayed],
  ] as const) {
    for (const cut of ['before it was stored', 'after it was stored'] as const) {
      it(`${name}, at every action, ${cut}: nothing is undone that was shown, polled, told or counted`, async () => {
        let hidden = 0;
        const { actions, seeds } = make();
        for (let seed = 0; seed < seeds; seed++) {
          for (let last = 1; last <= actions; last++) {
            const text = `${name} ${cut} ${seed}`;
            if (
              await cutAt(make(), last, cut, text).catch((cause: unknown) => {
                throw new Error(`${text}, cut at action ${last}`, { cause });
              })
            )
              hidden += 1;
          }
        }
        assert.ok(hidden > (actions * seeds) / 3, `in ${hidden} there was something to hide`);
      });
    }
  }
});
