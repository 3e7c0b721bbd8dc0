import assert from 'node:assert/strict';
import type { StateMaker } from '../../src/games/game.ts';
import { relay } from '../../src/games/relay/relay.ts';
import type { OpenPuzzle } from '../../src/games/relay/table.ts';
import { Problem } from '../../src/lib/problem.ts';
import { Random } from '../../src/lib/random.ts';
import { canonical } from '../../src/match/canonical.ts';
import { Match } from '../../src/match/match.ts';
import type { StoredMatch } from '../../src/match/matchStore.ts';
import { relayMaker } from '../../src/schema/relay.ts';
import { ids, MATCH, tableFixture } from '../support/hostedToy.ts';
import { type ToyState, toy } from '../support/toyGame.ts';

const [a, b, c] = ids as [string, string, string];
const take = (request_id: string) => ({ request_id, action: 'take' });
const turn = () => new Promise(setImmediate);

/** A table whose match runs, and a store that holds what is appended until it is let go. */
async function slow(game = toy) {
  const at = await tableFixture({}, {}, game);
  await at.here(a, b, c);
  await at.pass(3_100);
  assert.equal(at.table.state.phase, 'playing');
  const append = at.store.append.bind(at.store);
  const held: (() => void)[] = [];
  at.store.append = async (...args) => {
    await new Promise<void>((resolve) => void held.push(resolve));
    await append(...args);
  };
  const { store: matches } = at;
  const events = () => at.told.filter(({ type }) => type === 'animation').length;
  return {
    ...at,
    events,
    matches,
    async store() {
      while (held.length > 0) {
        held.shift()?.();
        await turn();
      }
    },
  };
}

/** Every state that a match passed through, by setup, journal and clock alone. */
function passed(
  game: typeof toy,
  maker: StateMaker<ToyState>,
  { table, journal, clock }: StoredMatch,
): Set<string> {
  const setup = table.match?.setup;
  assert.ok(setup);
  const match = Match.start(game, maker, setup);
  const states = new Set([canonical(match.state)]);
  const run = (at: number) => {
    while (match.now < at && !match.over) {
      match.runTo(match.now + game.stepMs);
      states.add(canonical(match.state));
    }
  };
  for (const entry of journal) {
    run(entry.at);
    match.redo([entry]);
    states.add(canonical(match.state));
  }
  run(clock);
  return states;
}

describe('what nobody sees before it is stored', function () {
  this.timeout(180_000);
  it('an action: no patch, event, poll, points or reply', async () => {
    const at = await slow();
    const before = at.shown();
    const polled = at.table.views.visibleTo(b, at.table.state.version, 20_000);
    const seen: string[] = [];
    const promises = [
      at.table.act(a, take('r1')).then(() => seen.push('reply')),
      polled.then(() => seen.push('poll')),
      at.table.views.visibleTo(c, 0, 0).then(() => seen.push('view')),
      at.table.ledger().then(() => seen.push('points')),
    ];
    await at.pass(500);
    assert.deepEqual([seen, at.events(), at.shown() === before, at.table.settled], [[], 0, true, false]);
    await at.store();
    await Promise.all(promises);
    assert.deepEqual([seen.length, at.events(), at.shown() === before], [4, 1, false]);
  });

  it('an action that comes meanwhile: nobody sees it with the one before', async () => {
    const at = await slow();
    const first = at.table.act(a, take('r1'));
    const second = at.table.act(b, take('r1'));
    const wait = at.table.views.visibleTo(c, at.table.state.version, 20_000);
    assert.equal(at.table.state.taken, 1);
    await at.store();
    await Promise.all([first, second]);
    const { state } = (await wait) as { state: { taken: number } };
    assert.deepEqual([state.taken, at.table.state.taken], [2, 2]);
  });

  it('that a player left', async () => {
    const at = await slow();
    const before = at.shown();
    const left = at.table.people.leave(a);
    await turn();
    assert.deepEqual([at.shown() === before, at.events()], [true, 0]);
    await at.store();
    await left;
    assert.deepEqual([at.shown() === before, at.events()], [false, 1]);
  });

  it('what time decides: it has an entry of its own', async () => {
    const bell: typeof toy = {
      ...toy,
      step({ state, now, emit }) {
        if (now !== 1000) return false;
        emit({ kind: 'bell' });
        state.taken = 99;
        return true;
      },
    };
    const at = await slow(bell);
    await at.pass(800);
    await at.store(); // the clock
    await at.pass(400);
    assert.deepEqual([at.events(), at.shown().includes('99')], [0, false]);
    await at.store();
    assert.deepEqual([at.events(), at.shown().includes('99')], [1, true]);
    const taken = await at.matches.takeOver({ match: MATCH, epoch: 1 }, 'there');
    assert.deepEqual(
      taken?.journal.map(({ kind, at, by }) => [kind, at, by]),
      [['time', 1000, '']],
    );
  });

  const phasesTold = (told: { type: string; payload: unknown }[]) =>
    told
      .filter(({ type }) => type === 'game_state_update')
      .map(({ payload }) => (payload as { state: string }).state);

  it('that the match began', async () => {
    const at = await tableFixture();
    await at.here(a, b, c);
    const { checkpoint } = at.store;
    at.store.checkpoint = async () => {
      throw new Error('away');
    };
    await at.pass(4_000);
    assert.deepEqual([at.table.state.phase, phasesTold(at.told)], ['playing', ['countdown']]);
    at.store.checkpoint = checkpoint;
    await at.pass(1_000);
    assert.deepEqual(phasesTold(at.told), ['countdown', 'playing']);
  });

  it('that the match is over', async () => {
    const rich: typeof toy = {
      ...toy,
      act({ state }, id) {
        Object.assign(state.players.get(id) ?? {}, { points: 20 });
        return { result: {} };
      },
    };
    const at = await slow(rich);
    void at.table.act(a, take('r1'));
    await at.pass(500);
    assert.deepEqual([at.table.state.phase, phasesTold(at.told).at(-1)], ['finished', 'playing']);
    await at.store();
    await at.pass(50);
    assert.equal(phasesTold(at.told).at(-1), 'finished');
    assert.equal(at.results.length, 1);
  });

  it('an idle table does nothing until something is due', async () => {
    const sleepy: typeof toy = { ...toy, dueAt: ({ now }) => (Math.floor(now / 1000) + 1) * 1000 };
    const at = await tableFixture({}, {}, sleepy);
    await at.here(a, b, c);
    await at.pass(3_150);
    assert.equal(at.table.state.phase, 'playing');
    const first = at.table.idleMs;
    assert.ok(first > 500 && first <= 1000, `${first}`);
    await at.pass(300);
    assert.equal(at.table.idleMs, first - 300);
  });

  it('that time passes beyond what the store knows: the game stands', async () => {
    const at = await slow();
    const said = () => at.told.filter(({ type }) => type === 'standing').map(({ payload }) => payload);
    await at.pass(60_000);
    assert.equal(at.table.state.phase, 'playing', 'a match of 10 s stands');
    void at.table.act(a, take('r1')).catch(() => {});
    await at.pass(2_000);
    assert.deepEqual(said(), [{ standing: true }]);
    await at.store();
    await at.pass(50);
    assert.deepEqual(said(), [{ standing: true }, { standing: false }]);
  });

  for (const cut of ['before it was stored', 'after it was stored'] as const) {
    it(`a hundred matches, cut between an action and its storing, ${cut}: nothing seen is undone`, async () => {
      let unseen = 0;
      let solved = 0;
      for (let seed = 0; seed < 100; seed++) {
        const random = Random.seeded(`${cut} ${seed}`);
        let open: Record<string, OpenPuzzle> = {};
        const watched = {
          ...relay,
          step: (table: Parameters<typeof relay.step>[0]) => {
            open = table.secret.open;
            return relay.step(table);
          },
        } as unknown as typeof toy;
        const maker = relayMaker.plain as unknown as StateMaker<ToyState>;
        const bot = { id: ids[4] as string, name: 'Bot', bot: true, skill: 0.9 };
        const seats = [a, b, c].map((id, i) => ({ id, name: `Player ${i}`, bot: false }));
        const at = await tableFixture(
          { seed: `${seed}`, seats: [...seats, bot] },
          {},
          watched,
          undefined,
          maker,
        );
        const seen = new Set<string>();
        const look = () => {
          if (at.table.state.phase === 'playing' && at.shown() !== '') seen.add(at.shown());
        };
        await at.here(a, b, c);
        await at.pass(3_100);
        const append = at.store.append.bind(at.store);
        const actions = random.int(0, 12);
        for (let i = 0; i <= actions; i++) {
          if (i === actions) {
            at.store.append = async (...args) => {
              if (cut === 'after it was stored') await append(...args);
              throw new Error('cut');
            };
          }
          const player = random.pick([a, b, c]);
          const puzzle = open[player];
          const right = puzzle && random.chance(0.7);
          const action = right
            ? { action: 'answer', puzzle_id: puzzle.id, answer: puzzle.answer }
            : { action: 'skip' };
          const reply = await at.table
            .act(player, { request_id: `r${i}`, ...action })
            .catch((error: unknown) => {
              assert.ok(error instanceof Problem && error.code === 'retry_later');
              return {};
            });
          if (right && 'version' in reply) solved += 1;
          look();
          for (let ms = random.int(0, 8) * 500; ms > 0; ms -= 250) {
            await at.pass(250, 250);
            look();
          }
        }
        const stored = await at.store.takeOver({ match: MATCH, epoch: 1 }, 'there');
        assert.ok(stored && seen.size > 0);
        const there = await tableFixture({}, { store: at.store }, watched, stored, maker);
        const states = passed(watched, maker, stored);
        for (const state of seen)
          assert.ok(states.has(state), `seed ${seed}: a state that was seen is undone`);
        assert.ok(states.has(canonical(there.table.state)), `seed ${seed}: restored to another state`);
        if (!seen.has(canonical(at.table.state))) unseen += 1;
      }
      assert.ok(unseen > 20, `${unseen} were cut while there was something to hide`);
      assert.ok(solved > 50, `${solved} answers were taken`);
    });
  }
});
