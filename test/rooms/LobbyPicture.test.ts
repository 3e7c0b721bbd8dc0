import assert from 'node:assert/strict';
import type { LiveMatch } from '../../src/match/live.ts';
import { LobbyPicture } from '../../src/rooms/LobbyPicture.ts';

const person = (id: string) => ({ id, name: id, bot: false });
const match = (n: number): LiveMatch => ({
  id: `m${n}`,
  game: 'toy',
  phase: 'playing',
  players: [person('a'), person('b'), { id: 'c', name: 'c', bot: true }],
  spectators: 0,
  startedAt: n,
});

/** A picture of stores that the test sets; `asked` counts how often they were. */
function pictured() {
  const stores = { online: 5, queued: 2, matches: [match(1)], away: false };
  const clock = { now: 1_790_000_000_000 };
  const warnings: string[] = [];
  const asked = { times: 0 };
  const picture = new LobbyPicture({
    online: async () => stores.online,
    queued: async () => stores.queued,
    async matches() {
      asked.times += 1;
      if (stores.away) throw new Error('away');
      return stores.matches;
    },
    now: () => clock.now,
    log: { warn: (_: object, message: string) => void warnings.push(message) },
  });
  return { picture, stores, clock, warnings, asked };
}

describe('the picture of the lobby', () => {
  it('counts who is here, waits and plays, bots aside', async () => {
    const { picture, stores } = pictured();
    assert.deepEqual(await picture.look(), { online: 5, queued: 2, playing: 2, matches: stores.matches });
  });

  it('shows the newest 50 matches, newest first', async () => {
    const { picture, stores } = pictured();
    stores.matches = Array.from({ length: 60 }, (_, n) => match(n));
    const { matches, playing } = await picture.look();
    assert.equal(matches.length, 50);
    assert.deepEqual([matches[0]?.id, matches[49]?.id], ['m59', 'm10']);
    assert.equal(playing, 120);
  });

  it('is asked for once a second, by however many rooms', async () => {
    const { picture, clock, asked } = pictured();
    const [first, second] = await Promise.all([picture.look(), picture.look()]);
    assert.equal(first, second);
    clock.now += 500;
    assert.equal(await picture.look(), first);
    assert.equal(asked.times, 1);
    clock.now += 500;
    assert.notEqual(await picture.look(), first);
    assert.equal(asked.times, 2);
    clock.now -= 3_600_000; // summer time is over on a badly kept machine
    await picture.look();
    assert.equal(asked.times, 3);
  });

  it('stays as it was while a store is away, and says so once', async () => {
    const { picture, stores, clock, warnings } = pictured();
    const before = await picture.look();
    stores.away = true;
    for (let i = 0; i < 3; i++) {
      clock.now += 1000;
      assert.equal(await picture.look(), before);
    }
    assert.deepEqual(warnings, ['the lobby shows what was known last']);
    Object.assign(stores, { away: false, online: 6 });
    clock.now += 1000;
    assert.equal((await picture.look()).online, 6);
    clock.now += 1000;
    await picture.look();
    assert.deepEqual(warnings, [
      'the lobby shows what was known last',
      'over: the lobby shows what was known last',
    ]);
  });
});
