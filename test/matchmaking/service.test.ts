import assert from 'node:assert/strict';
import { isolated } from '../../src/lib/isolated.ts';
import { Problem } from '../../src/lib/problem.ts';
import { matchQueue } from '../../src/matchmaking/matcher/matcher.ts';
import { aimAt } from '../../src/matchmaking/matcher/policy.ts';
import { LeasePlace, MemoryLease } from '../../src/persistence/memory/memoryLease.ts';
import { MemoryQueue } from '../support/memory/memoryQueue.ts';
import { MemoryQueueHistory } from '../support/memory/memoryQueueHistory.ts';
import { easyPolicy, queueFixture } from './queueFixture.ts';

const patient = { smallerAfterMs: 60_000, widerAfterMs: 120_000 };
/** Takes only equals when somebody comes each second, and nearly anybody when each 20 s. */
const pacedPolicy = {
  ...easyPolicy,
  aims: [
    { everyMs: 1_000, window: 10, ...patient },
    { everyMs: 20_000, window: 500, ...patient },
  ],
};
const FIVE = ['a', 'b', 'c', 'd', 'e'];
const refusedWith = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;

describe('the queue', () => {
  it('gives a player one ticket, whoever asks how often, with the first enqueue time', async () => {
    const at = queueFixture();
    const first = await at.join('ada');
    for (let i = 0; i < 10; i++) {
      await at.pass(2_000);
      at.gone.set('ada', i % 3 === 0 ? 20_000 : 0); // reloads, sleeps, other tabs
      const again = await at.join('ada');
      assert.equal(again.ticket_id, first.ticket_id);
      assert.equal(again.enqueued_at, first.enqueued_at);
      assert.equal((await at.service.ofPlayer('ada'))?.ticket_id, first.ticket_id);
    }
    assert.equal((await at.queue.waiting('toy')).length, 1);
  });

  it('drops the ticket of a player who is gone for more than 30 s', async () => {
    const at = queueFixture();
    const { ticket_id } = await at.join('a');
    at.gone.set('a', 30_000);
    await at.pass(1_000);
    assert.equal((await at.service.ticket(ticket_id, 'a')).state, 'waiting');
    at.gone.set('a', 30_001);
    await at.pass(1_000);
    assert.equal((await at.service.ticket(ticket_id, 'a')).state, 'expired');
  });

  it('makes all tables of one pass, however long it takes, unless another process took over', async () => {
    for (const taken of [false, true]) {
      const place = new LeasePlace();
      const asked: string[] = [];
      const now = () => at.now();
      const [own, other] = [new MemoryLease(now, place), new MemoryLease(now, place)];
      const at = queueFixture({
        lead: () => own.hold(),
        asking: (player) => {
          asked.push(player);
          at.later(500); // each takes its time
        },
      });
      for (let i = 0; i < 50; i++) await at.join(`player ${i}`);
      await own.hold();
      if (taken) {
        at.later(3_000);
        await other.hold();
      }
      await at.pass(1_000);
      assert.equal(asked.length, taken ? 0 : 50);
    }
  });

  it('never proposes a table to who is gone for longer', async () => {
    const at = queueFixture();
    at.gone.set('c', 31_000);
    await at.asked(...FIVE);
    assert.equal(at.told.filter(({ type }) => type === 'ready_check').length, 0);
  });

  it('drops the ticket of a player who sits at a table by now, and asks the others', async () => {
    const at = queueFixture();
    const { ticket_id } = await at.join('f');
    at.inMatch.set('f', 'm1');
    await at.asked(...FIVE);
    assert.equal((await at.service.ticket(ticket_id, 'f')).state, 'cancelled');
    assert.deepEqual(
      at.told
        .filter(({ type }) => type === 'ready_check')
        .map(({ player }) => player)
        .sort(),
      FIVE,
    );
  });

  it('says to who asks where they stand', async () => {
    const at = queueFixture();
    for (const player of ['a', 'b', 'c']) {
      await at.join(player);
      at.later(1);
    }
    at.later(1_000);
    const places = await Promise.all(['a', 'b', 'c'].map((player) => at.service.ofPlayer(player)));
    assert.deepEqual(
      places.map((view) => [view?.position, view?.waiting, view?.agreed]),
      [
        [1, 3, false],
        [2, 3, false],
        [3, 3, false],
      ],
    );
  });

  it('tells everybody about once a second, however many come, and at each second of a timer that is early', async () => {
    const at = queueFixture();
    await at.join('a');
    const told = () => at.told.filter(({ type }) => type === 'queue_update').length;
    for (let i = 0; i < 18; i++) await at.pass(100);
    assert.equal(told(), 2);
    for (let i = 0; i < 10; i++) await at.pass(i % 2 === 0 ? 1_005 : 995);
    assert.equal(told(), 12);
  });

  it('puts who comes behind who waits, and no bots beside who did not ask for them', async () => {
    const at = queueFixture();
    at.parties.set('ada', ['ada', 'bo']);
    await at.join('ada', true);
    assert.deepEqual(
      (await at.queue.waiting('toy')).map(({ player, bots, priority }) => [player, bots, priority]),
      [
        ['ada', true, false],
        ['bo', false, false],
      ],
    );
  });

  it('asks whom they met within the time that it counts', async () => {
    const asked: number[] = [];
    const at = queueFixture({
      recentOpponents: async (_players, since) => {
        asked.push(since);
        return new Map();
      },
    });
    await at.join('a');
    await at.pass(1_000);
    assert.deepEqual(asked, [at.now() - easyPolicy.recent.fadeMs]);
  });

  it('looks at the whole line once for all who ask at the same time', async () => {
    const queue = new MemoryQueue();
    const at = queueFixture({ queue });
    for (const player of FIVE) await at.join(player);
    at.later(1_000);
    let looks = 0;
    const proposals = queue.proposals.bind(queue);
    queue.proposals = () => {
      looks++;
      return proposals();
    };
    for (const player of FIVE) await at.service.ofPlayer(player);
    assert.equal(looks, 1);
    at.later(1_000);
    await at.service.ofPlayer('a');
    assert.equal(looks, 2, 'and again later');
  });

  it('tells who waits what the pass went by, also when it seated others', async () => {
    const mu = (player: string) => (player === 'far' ? 9_000 : 1_500);
    const at = queueFixture({
      policies: new Map([['toy', { ...pacedPolicy, readyCheckMs: 0 }]]),
      history: Object.assign(new MemoryQueueHistory(), { made: async () => {} }),
      ratings: async (_game, players) =>
        new Map(players.map((player) => [player, { mu: mu(player), sigma: 80, played: 20 }])),
    });
    for (let i = 0; i < 10; i++) {
      await at.join(`p${i}`);
      at.later(8_000);
    }
    await at.join('far');
    await at.pass(5_000);
    assert.equal(at.opened.length, 2);
    const [pass] = at.passes.trace.last(1);
    const aim = aimAt(pass?.pace.everyMs ?? 0, pacedPolicy);
    assert.equal(at.lastTold('far', 'queue_update')?.window, Math.round(aim.window));
  });

  it('takes leaving the queue for declining while a table is being agreed on, and says for how long', async () => {
    const at = queueFixture();
    const tickets = await at.asked(...FIVE);
    assert.equal((await at.service.cancel(tickets.get('c') ?? '', 'c')).state, 'cancelled');
    const refused: Problem = await at.join('c').then(
      () => assert.fail('not refused'),
      (error) => error,
    );
    const { until, retry_after } = refused.details as { until: string; retry_after: number };
    assert.equal(refused.code, 'cooling_down');
    assert.equal(retry_after, Math.ceil((Date.parse(until) - at.now()) / 1000));
    assert.ok(retry_after > 0 && retry_after <= 3600, String(retry_after));
    assert.equal((await at.service.ofPlayer('a'))?.needed, 4, 'the others go on');
  });

  it('tells everybody who waits where they stand, once a pass, and why', async () => {
    const at = queueFixture();
    await at.join('a');
    await at.join('b');
    await at.pass(1_000);
    const updates = at.told.filter(({ type }) => type === 'queue_update');
    assert.deepEqual(
      updates.map(({ player, payload }) => [player, payload.position, payload.waiting]),
      [
        ['a', 1, 2],
        ['b', 2, 2],
      ],
    );
    assert.match(String(updates[0]?.payload.why), /\d/);
    assert.equal((await at.service.ofPlayer('a'))?.why, updates[0]?.payload.why);
  });

  it('expects what others alike really waited', async () => {
    const at = queueFixture({ policies: new Map([['toy', { ...easyPolicy, readyCheckMs: 0 }]]) });
    assert.equal((await at.join('first')).estimated_wait, null);
    await at.service.cancel((await at.service.ofPlayer('first'))?.ticket_id ?? '', 'first');
    await at.asked(...FIVE);
    at.later(10_000);
    const { estimated_wait, estimated_wait_max } = await at.join('z');
    assert.deepEqual([estimated_wait, estimated_wait_max], [1, 1]);
    const [statistics] = await at.service.statistics();
    assert.equal(statistics?.matches_made, 1);
    assert.deepEqual(statistics?.sizes, { 5: 1 });
    assert.equal(statistics?.wait.p50, 1);
    assert.equal(statistics?.over_time.at(-1)?.players, 5);
  });

  it('lets people queue, accept, decline and leave while nobody can read what was', async () => {
    const history = new MemoryQueueHistory();
    history.recent = () => Promise.reject(new Error('away'));
    const at = queueFixture({ history });
    const tickets = await at.askedLater('a', 'b', 'c');
    const idOf = (player: string) => tickets.get(player) ?? '';
    assert.equal((await at.service.accept(idOf('a'), 'a')).agreed, true);
    assert.equal((await at.service.decline(idOf('b'), 'b')).state, 'cancelled');
    assert.equal(at.lastTold('a', 'queue_update')?.state, 'waiting');
    assert.equal((await at.service.cancel(idOf('a'), 'a')).state, 'cancelled');
    await at.pass(1_000);
    assert.equal(at.lastTold('c', 'queue_update')?.waiting, 1);
  });

  it('refuses a party that has no region in common, and takes one that has', async () => {
    const regions: Record<string, Record<string, number>> = { bo: { us: 20 }, cy: {} };
    const at = queueFixture({ preferencesOf: async (id) => ({ regions: regions[id] ?? {}, bots: false }) });
    at.parties.set('ada', ['ada', 'bo', 'cy']);
    const queue = () => at.service.enqueue({ id: 'ada' }, { game: 'toy', regions: { eu: 30 }, bots: false });
    await assert.rejects(queue(), refusedWith('no_common_region'));
    assert.equal(await at.queue.count('toy'), 0);
    regions.bo = { us: 20, eu: 400 };
    assert.equal((await queue()).state, 'waiting');
    await assert.rejects(at.service.checkRegions('bo', { us: 20 }), refusedWith('no_common_region'));
    await at.service.checkRegions('bo', { eu: 20 });
    await at.service.checkRegions('bo', {});
    await at.service.checkRegions('nobody', { us: 20 });
  });

  it('never says of who waits that it takes no time', async () => {
    const at = queueFixture({ policies: new Map([['toy', { ...easyPolicy, readyCheckMs: 0 }]]) });
    await at.asked(...FIVE);
    at.later(2_000);
    const { ticket_id } = await at.join('z');
    for (const seconds of [0, 1, 5, 60]) {
      at.later(seconds * 1_000);
      const { estimated_wait, estimated_wait_max } = await at.service.ticket(ticket_id, 'z');
      assert.ok(estimated_wait !== null && estimated_wait >= 1, String(estimated_wait));
      assert.ok(estimated_wait_max !== null && estimated_wait_max >= estimated_wait);
    }
  });

  it('tells a party who stopped its search: by cancelling, leaving, being away, or by sitting at another table', async () => {
    const stopped = async (stop: (at: ReturnType<typeof queueFixture>) => Promise<unknown>) => {
      const at = queueFixture();
      at.parties.set('ada', ['ada', 'bo', 'cy']);
      await at.join('ada');
      at.told.length = 0;
      await stop(at);
      return at.told
        .filter(({ type, payload }) => type === 'queue_update' && payload.state !== 'waiting')
        .map(({ player, payload }) => `${player}: ${payload.why}`)
        .sort();
    };
    const ticketOf = async (at: ReturnType<typeof queueFixture>, player: string) =>
      (await at.service.ofPlayer(player))?.ticket_id ?? '';
    const cancelled = await stopped(async (at) => {
      const mine = await at.service.cancel(await ticketOf(at, 'bo'), 'bo');
      assert.equal(mine.why, 'You left the queue.');
    });
    assert.deepEqual(cancelled, [
      `ada: ${isolated('bo')} stopped the search.`,
      `cy: ${isolated('bo')} stopped the search.`,
    ]);
    const kicked = await stopped(async (at) => at.service.cancel(await ticketOf(at, 'cy'), 'cy', 'ada'));
    assert.deepEqual(kicked, [
      `bo: ${isolated('ada')} stopped the search.`,
      `cy: ${isolated('ada')} stopped the search.`,
    ]);
    const away = await stopped(async (at) => {
      at.gone.set('cy', 60_000);
      await at.pass(1_000);
    });
    assert.deepEqual(away, [
      `ada: ${isolated('cy')} was gone for too long.`,
      `bo: ${isolated('cy')} was gone for too long.`,
    ]);
    const seated = await stopped(async (at) => {
      at.inMatch.set('cy', 'm1');
      await at.pass(1_000);
    });
    assert.deepEqual(seated, [
      `ada: ${isolated('cy')} is in a match.`,
      `bo: ${isolated('cy')} is in a match.`,
    ]);
  });

  it('queues a party whole, and takes it out whole', async () => {
    const at = queueFixture();
    at.parties.set('ada', ['ada', 'bo']);
    const { ticket_id, party } = await at.join('ada');
    assert.equal((await at.service.ofPlayer('bo'))?.party, party);
    assert.equal(at.lastTold('bo', 'queue_update')?.state, 'waiting');
    await at.service.cancel(ticket_id, 'ada');
    assert.equal(await at.service.ofPlayer('bo'), null);
  });

  it('refuses with a code: unknown game, a player in a match, another’s ticket, no ready check', async () => {
    const at = queueFixture();
    at.inMatch.set('busy', 'm1');
    const mine = await at.join('a');
    const request = { game: 'chess', regions: {}, bots: false };
    await assert.rejects(at.service.enqueue({ id: 'a' }, request), refusedWith('unknown_game'));
    await assert.rejects(at.join('busy'), refusedWith('already_in_match'));
    await assert.rejects(at.service.ticket(mine.ticket_id, 'b'), refusedWith('unknown_ticket'));
    await assert.rejects(at.service.accept(mine.ticket_id, 'a'), refusedWith('no_ready_check'));
  });

  it('can be asked for a ticket that is over for an hour after it was queued', async () => {
    const at = queueFixture();
    const { ticket_id } = await at.join('a');
    await at.service.cancel(ticket_id, 'a');
    for (let minute = 1; minute <= 60; minute++) await at.pass(60_000);
    assert.equal((await at.service.ticket(ticket_id, 'a')).state, 'cancelled');
    for (let minute = 1; minute <= 2; minute++) await at.pass(60_000);
    await assert.rejects(at.service.ticket(ticket_id, 'a'), refusedWith('unknown_ticket'));
  });

  it('keeps what the matcher saw, and the same again gives the same', async () => {
    const at = queueFixture({ policies: new Map([['toy', pacedPolicy]]) });
    await at.join('solo');
    at.later(90_000);
    await at.asked(...FIVE);
    await at.pass(1_000);
    const passes = at.passes.trace.last(10);
    assert.equal(passes.length, 2);
    for (const { tickets, rooms, at: now, policy, pace, matches, explanations } of passes) {
      const again = matchQueue(structuredClone(tickets), rooms, now, policy, pace);
      assert.deepEqual(again.matches, matches);
      assert.deepEqual(Object.fromEntries(again.explanations), explanations);
    }
  });

  for (const [everyMs, makes] of [
    [1_000, 0],
    [20_000, 1],
  ] as const)
    it(`${makes ? 'takes' : 'does not take'} people from afar while one comes each ${everyMs / 1000} s`, async () => {
      const at = queueFixture({
        policies: new Map([['toy', { ...pacedPolicy, readyCheckMs: 0 }]]),
        ratings: async (_game, players) =>
          new Map(
            players.map((player) => [
              player,
              { mu: 1_300 + 100 * FIVE.indexOf(player), sigma: 80, played: 20 },
            ]),
          ),
      });
      for (let t = 0; t < 60; t++) {
        const people = [3, 2, 1].map((before) => ({ waitedMs: before * everyMs, rating: 1_500 }));
        const made = { match: `m${t}`, game: 'toy', at: at.now() - 3 * t * everyMs, people };
        await at.needs.history.made({ ...made, bots: 0, spread: 100, region: null });
      }
      await at.asked(...FIVE);
      assert.equal(at.opened.length, makes);
      const told = at.lastTold('a', 'queue_update')?.window;
      if (!makes) assert.ok(typeof told === 'number' && told < 20, String(told));
    });

  it('answers what was done, also when nobody of the party can be told of it', async () => {
    const at = queueFixture({ tell: () => Promise.reject(new Error('Command timed out')) });
    at.parties.set('ada', ['ada', 'bo', 'cy']);
    const { ticket_id } = await at.join('ada');
    assert.equal((await at.service.ofPlayer('cy'))?.state, 'waiting');
    assert.equal((await at.service.cancel(ticket_id, 'ada')).state, 'cancelled');
    assert.equal(await at.service.ofPlayer('cy'), null);
  });

  it('goes on with other games while one cannot be looked at, and says so', async () => {
    const at = queueFixture({
      policies: new Map(['broken', 'toy'].map((game) => [game, easyPolicy])),
      openRooms: async (game) => (game === 'broken' ? Promise.reject(new Error('no such list')) : []),
    });
    await at.service.enqueue({ id: 'z' }, { game: 'broken', regions: {}, bots: false });
    for (const player of FIVE) await at.join(player);
    await assert.rejects(at.pass(1_000), /the queue of broken/);
    assert.equal((await at.service.ofPlayer('a'))?.state, 'proposed');
  });

  it('makes no table once it is stopped, in the middle of a pass, and is over when the pass is', async () => {
    const gate = Promise.withResolvers<[]>();
    const at = queueFixture({ openRooms: () => gate.promise });
    for (const player of FIVE) await at.join(player);
    const passing = at.pass(1_000);
    let over = false;
    const stopped = at.passes.stop().then(() => {
      over = true;
    });
    await at.queue.openOf('a');
    assert.equal(over, false);
    gate.resolve([]);
    await Promise.all([passing, stopped, at.pass(1_000)]);
    assert.equal((await at.service.ofPlayer('a'))?.state, 'waiting');
  });

  it('makes one pass at a time', async () => {
    const at = queueFixture({ policies: new Map([['toy', { ...easyPolicy, readyCheckMs: 0 }]]) });
    for (const player of FIVE) await at.join(player);
    await Promise.all([at.pass(1_000), at.pass(0), at.pass(0)]);
    assert.equal(at.opened.length, 1);
  });
});
