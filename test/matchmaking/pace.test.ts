import assert from 'node:assert/strict';
import { paceOf } from '../../src/matchmaking/matcher/pace.ts';
import { MemoryQueueHistory } from '../support/memory/memoryQueueHistory.ts';
import { queueFixture } from './queueFixture.ts';

describe('how fast tickets come', () => {
  it('is the time from one to the next of those who came last, whenever they are looked at', () => {
    const each = Array.from({ length: 300 }, (_, i) => 1_000_000 + 500 * i);
    const last = each.at(-1) ?? 0;
    assert.ok(Math.abs(paceOf(each, last) - 500) < 10);
    assert.ok(paceOf(each, last + 60_000) > 1_000, 'longer when nobody comes any more');
    assert.equal(paceOf([], last), 1_000, 'a guess before anybody came');
    const slowBefore = each.map((at, i) => (i < 200 ? at - 1_000_000 * (200 - i) : at));
    assert.equal(paceOf(slowBefore, last), paceOf(each, last), 'whatever was before does not count');
  });

  it('is known from the tables made lately, also to a process that saw nobody come', async () => {
    const history = new MemoryQueueHistory();
    const { service, now: clock } = queueFixture({ history });
    const now = clock();
    // Forty tables of three, one ticket each two seconds; who is at them waited from 6 to 10 s.
    for (let t = 0; t < 40; t++) {
      const at = now - 6_000 * t - 20_000;
      const people = [6_000, 8_000, 10_000].map((waitedMs) => ({ waitedMs, rating: 1_500 }));
      await history.made({ match: `m${t}`, game: 'toy', at, people, bots: 0, spread: 100, region: null });
    }
    const { everyMs: pace } = await service.pace('toy', []);
    assert.ok(Math.abs(pace - 2_000) < 400, String(pace));
  });

  it('does not change while people are asked, nor when a list is late', async () => {
    const at = queueFixture();
    for (let i = 0; i < 10; i++) {
      await at.join(`p${i}`);
      at.later(20_000);
    }
    const waiting = await at.queue.waiting('toy');
    const { everyMs: pace } = await at.service.pace('toy', waiting);
    assert.ok(pace > 15_000, String(pace));
    const about = {
      game: 'toy',
      accepted: [],
      deadline: at.now() + 10_000,
      bots: 0,
      room: null,
      region: null,
    };
    const table = { ...about, quality: 1, spread: 0, why: '' };
    for (const [match, tickets] of [
      ['m1', waiting.slice(0, 5)],
      ['m2', waiting.slice(5)],
    ] as const)
      await at.queue.propose({ ...table, match, tickets: tickets.map(({ id }) => id) });
    assert.equal((await at.service.pace('toy', [])).everyMs, pace, 'all are asked');
    assert.equal((await at.service.pace('toy', waiting)).everyMs, pace, 'each counts once');
    const people = waiting.slice(0, 5).map(({ enqueuedAt }) => ({
      waitedMs: at.now() - enqueuedAt,
      rating: 1_500,
    }));
    await at.needs.history.made({
      match: 'm1',
      game: 'toy',
      at: at.now(),
      people,
      bots: 0,
      spread: 0,
      region: null,
    });
    at.later(2_000);
    const { everyMs: later } = await at.service.pace('toy', []);
    assert.ok(Math.abs(later - pace) < 200, `${later}: half are seated`);
  });
});
