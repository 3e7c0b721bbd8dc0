import assert from 'node:assert/strict';
import { ids, MATCH, tableFixture } from '../support/hostedToy.ts';
import { toy } from '../support/toyGame.ts';

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

describe('what nobody sees before it is stored', () => {
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
});
