import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { matchMaker } from '@colyseus/core';
import { type AskedRoom, answered, type CallAnswer } from '../../src/cluster/calls.ts';
import { QUESTIONS } from '../../src/match/questions.ts';
import { bootToy } from '../support/bootToy.ts';

describe('a running match that is asked', () => {
  let server: Awaited<ReturnType<typeof bootToy>>;
  const player = randomUUID();
  let match: string;

  before(async () => {
    server = await bootToy();
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

  it('keeps to itself what failed here', async () => {
    const broken = await called(QUESTIONS, { ask: 'seatMore', people: null, batch: 'b' });
    assert.equal(broken.problem?.code, 'internal');
    assert.ok(server.errors.some(({ message }) => message === 'a room failed'));
  });

  it('has a process that asks in another way try again: it may be asking a newer one then', async () => {
    assert.equal((await called(QUESTIONS + 1, { ask: 'hasSeat', player })).problem?.code, 'retry_later');
  });
});
