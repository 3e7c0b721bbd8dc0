import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { matchMaker } from '@colyseus/core';
import { type AskedRoom, answered, type CallAnswer } from '../../src/cluster/calls.ts';
import { UnknownKey } from '../../src/lib/sealer.ts';
import { Unreadable } from '../../src/lib/unreadable.ts';
import { QUESTIONS } from '../../src/match/questions.ts';
import { bootToy } from '../support/bootToy.ts';

describe('a running match that is asked', () => {
  let server: Awaited<ReturnType<typeof bootToy>>;
  const player = randomUUID();
  const clock = { now: 1_800_000_000_000 };
  let match: string;

  before(async () => {
    server = await bootToy(undefined, undefined, { clock: () => clock.now });
    match = randomUUID();
    const about = { seed: 's', why: '', quality: null, region: null, botsAllowed: false, batches: [] };
    const seats = [{ id: player, name: 'Ada', bot: false }];
    await matchMaker.createRoom('toy', { match, seats, waitMs: 60_000, ...about });
  });
  after(() => server.stop());

  const called = (format: number, question: object): Promise<CallAnswer> =>
    matchMaker.remoteRoomCall(match, 'answerCall' as never, [format, question]) as Promise<CallAnswer>;

  it('answers its own process without a call', async () => {
    const room = matchMaker.getLocalRoomById(match) as unknown as AskedRoom;
    room.answerCall = () => assert.fail('it is in this process');
    assert.equal(await server.live.ask(match, { ask: 'hasSeat', player }), true);
    assert.equal(await server.live.ask(match, { ask: 'hasSeat', player: randomUUID() }), false);
    delete (room as Partial<AskedRoom>).answerCall;
  });

  it('answers another process with data, refusals too', async () => {
    assert.deepEqual(await called(QUESTIONS, { ask: 'hasSeat', player }), { value: true });
    assert.deepEqual(await called(QUESTIONS, { ask: 'watchers' }), { value: [] });
    const refused = await called(QUESTIONS, { ask: 'command', name: 'x', operator: 'o' });
    assert.deepEqual(structuredClone(refused), refused);
    assert.throws(() => answered(refused), { code: 'not_started', status: 409 });
  });

  it('is nobody’s no match while its people are bound and the lists have lost it', async () => {
    const { directory, live } = server;
    assert.equal((await live.of(player))?.id, match);
    const listed = await directory.find(match);
    await directory.remove(match);
    await directory.claim(player, match);
    await assert.rejects(live.of(player), { code: 'retry_later' });
    const [other, over] = [randomUUID(), randomUUID()];
    await directory.claim(other, over);
    assert.equal(await live.of(other), null, 'that one does not run');
    if (listed) await directory.put(listed);
    assert.equal((await live.of(player))?.id, match);
  });

  it('lets the newest wait of a player go on, however many there are', async () => {
    const room = matchMaker.getLocalRoomById(match) as unknown as AskedRoom;
    const { answer } = room;
    let asked = 0;
    room.answer = (question) => {
      asked += 1;
      return answer.call(room, question) as never;
    };
    const { version } = await server.live.state(match, player, -1, 0);
    const waits = [1, 2, 3].map(() => {
      clock.now += 1;
      return server.live.state(match, player, version, 25_000);
    });
    const ended = await Promise.all(waits.slice(0, 2).map((wait) => wait.catch(({ code }) => code)));
    delete (room as Partial<AskedRoom>).answer;
    assert.deepEqual([ended, asked], [['superseded', 'superseded'], 4]);
    void waits[2]?.catch(() => {}); // it ends with the server
  });

  it('is not asked any more for who went away, and not again and again where nobody can wait', async () => {
    const room = matchMaker.getLocalRoomById(match) as unknown as AskedRoom;
    const gone = new AbortController();
    let [asked, takesMs] = [0, 3_000];
    room.answer = async () => {
      asked += 1;
      clock.now += takesMs;
      if (asked === 2) gone.abort();
      return { version: 7, state: {} } as never;
    };
    await server.live.state(match, player, 7, 25_000, gone.signal);
    assert.equal(asked, 2);
    [asked, takesMs] = [0, 3_000];
    await server.live.state(match, player, 7, 25_000, new AbortController().signal);
    assert.equal(asked, 9, 'one whose process dies goes on at the next');
    [asked, takesMs] = [0, 0];
    await server.live.state(match, player, 7, 25_000);
    assert.equal(asked, 1);
    delete (room as Partial<AskedRoom>).answer;
  });

  it('is somewhere else for a moment while only another process can go on with it', async () => {
    const [seated, elsewhere] = [randomUUID(), randomUUID()];
    await server.directory.claim(seated, elsewhere);
    for (const error of [new UnknownKey('k'), new Unreadable('broken')]) {
      server.recovery.find = () => Promise.reject(error);
      await assert.rejects(server.live.ask(elsewhere, { ask: 'watchers' }), { code: 'retry_later' });
      await assert.rejects(server.live.of(seated), { code: 'retry_later' });
    }
    server.recovery.find = () => Promise.reject(new Error('a fault'));
    await assert.rejects(server.live.ask(randomUUID(), { ask: 'watchers' }), /a fault/);
    delete (server.recovery as Partial<typeof server.recovery>).find;
  });

  it('keeps to itself what failed here', async () => {
    const broken = await called(QUESTIONS, { ask: 'seatMore', people: null, batch: 'b' });
    assert.equal(broken.problem?.code, 'internal');
    assert.ok(server.errors.some(({ message }) => message === 'a room failed'));
  });

  it('has a process that asks in another way try again: it may be asking a newer one then', async () => {
    assert.equal((await called(QUESTIONS + 1, { ask: 'hasSeat', player })).problem?.code, 'retry_later');
  });
});
