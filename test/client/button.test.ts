import assert from 'node:assert/strict';
import { type AnsweredPush, Button } from '../../client/Button.ts';
import { type KeyValue, memoryStorage } from '../../client/KeyValue.ts';
import { ParlorError } from '../../client/ParlorError.ts';
import { requestLobby } from '../../client/requestLobby.ts';
import { ServerTime } from '../../client/ServerTime.ts';
import type { ButtonAnswer, ButtonState } from '../../src/protocol/button.ts';
import { settle } from './support/happens.ts';
import { ManualClock } from './support/ManualClock.ts';

const state = (version: number, epoch = 1): ButtonState => ({
  ...{ epoch, version, at: version, by: null, ends: 60_000, count: 1 },
});
const answer = (version: number, result: ButtonAnswer['result'] = 'applied'): ButtonAnswer => ({
  ...{ result, version, seen_version: version - 1, state: state(version) },
});
const lost = () => new ParlorError('unanswered', 'The reply was lost.');

/** A player’s button whose server does what the test says. */
function client(storage: KeyValue = memoryStorage()) {
  const clock = new ManualClock();
  /** What is sent, by which way, and what it comes to. */
  const sent: { way: string; request_id: string; seen_version: number; made_at?: number }[] = [];
  const outcomes: (ParlorError | ButtonAnswer)[] = [];
  const link = { up: true, offline: false };
  const paths: string[] = [];
  const polls: PromiseWithResolvers<ButtonState>[] = [];
  async function come(way: string, asked: unknown): Promise<ButtonAnswer> {
    sent.push({ way, ...(asked as object) } as never);
    const outcome = outcomes.shift() ?? answer(sent.length);
    if (outcome instanceof ParlorError) throw outcome;
    return outcome;
  }
  const http = {
    serverTime: new ServerTime(),
    get(path: string) {
      paths.push(path);
      const poll = Promise.withResolvers<ButtonState>();
      polls.push(poll);
      return poll.promise;
    },
    post: (_path: string, asked: object) => come('http', asked),
  };
  const button = new Button({
    ...{ http: http as never, storage, clock, random: () => 1 },
    lobby: requestLobby({
      isUp: () => link.up,
      request: (_type, asked) => come('socket', asked) as never,
    }),
    isOffline: () => link.offline,
  });
  const answered: AnsweredPush[] = [];
  button.on('answered', (one) => void answered.push(one));
  const hear = (told: ButtonState) => button.hear({ type: 'button', payload: told });
  return { button, clock, sent, outcomes, link, storage, answered, hear, paths, polls };
}

describe('the client’s button', () => {
  it('stands as the server told last, and never goes back', () => {
    const { button, hear } = client();
    let changes = 0;
    button.on('changed', () => changes++);
    assert.equal(button.state, null);
    for (const told of [state(3), state(2), state(4), state(1, 2), state(9, 1)]) hear(told);
    assert.deepEqual(button.state, state(1, 2));
    assert.equal(changes, 3);
    assert.equal(button.hear({ type: 'party', payload: { party: null } }), false);
  });

  it('is not pushed before it is known, nor by nobody', async () => {
    const { button, hear, sent } = client();
    button.become('ada');
    await assert.rejects(button.push(), { code: 'not_known' });
    hear(state(3));
    button.become(null);
    await assert.rejects(button.push(), { code: 'not_known' });
    assert.deepEqual(sent, []);
  });

  it('sends a push with what was seen, and tells what became of it', async () => {
    const { button, hear, sent, outcomes, answered, storage } = client();
    button.become('ada');
    hear(state(3));
    outcomes.push(answer(5, 'applied_late'));
    const pushing = button.push();
    assert.equal(button.pending.length, 1);
    assert.equal((await pushing).result, 'applied_late');
    assert.deepEqual([sent[0]?.way, sent[0]?.seen_version, sent[0]?.made_at], ['socket', 3, undefined]);
    assert.equal(button.state?.version, 5);
    assert.deepEqual([button.pending, answered.length], [[], 1]);
    assert.equal(storage.getItem('parlor.button'), null);
  });

  it('sends the same again until it is answered, and says when it was made', async () => {
    const { button, hear, sent, outcomes, clock, link } = client();
    button.become('ada');
    hear(state(3));
    const madeAt = clock.now();
    outcomes.push(lost(), lost(), new ParlorError('not_loaded', 'A moment.', 503, { retry_after_ms: 250 }));
    const pushing = button.push();
    await settle();
    assert.deepEqual([sent.map(({ way }) => way), button.pending.length], [['socket', 'http'], 1]);
    link.offline = true;
    link.up = false;
    clock.advance(5000);
    await settle();
    assert.equal(sent.length, 2, 'nothing is sent while nothing can be');
    link.offline = false;
    link.up = true;
    button.connectionChanged();
    await settle();
    assert.equal(sent.length, 3);
    clock.advance(5000);
    await pushing;
    assert.equal(new Set(sent.map(({ request_id }) => request_id)).size, 1);
    assert.deepEqual(
      sent.map(({ made_at }) => made_at),
      [undefined, undefined, madeAt, madeAt],
    );
  });

  it('goes over HTTP where there is no socket', async () => {
    const { button, hear, sent, link } = client();
    link.up = false;
    button.become('ada');
    hear(state(0));
    await button.push();
    assert.deepEqual(
      sent.map(({ way }) => way),
      ['http'],
    );
  });

  it('survives a reload: the next visit sends what is not answered', async () => {
    const first = client();
    first.button.become('ada');
    first.hear(state(3));
    first.link.offline = true;
    const pushing = first.button.push();
    first.button.close();
    await assert.rejects(pushing, { code: 'closed' });

    const other = client(first.storage);
    other.button.become('bob');
    await settle();
    assert.deepEqual(other.sent, [], 'it is not another’s');

    const next = client(first.storage);
    next.button.become('ada');
    assert.equal(next.button.pending.length, 1);
    await settle();
    assert.deepEqual([next.sent.length, next.sent[0]?.seen_version], [1, 3]);
    assert.ok(next.sent[0]?.made_at);
    assert.equal(next.answered.length, 1);
    assert.equal(first.storage.getItem('parlor.button'), null);
  });

  it('gives up what could not be sent in time, and asks about what may have come through', async () => {
    const { button, hear, sent, outcomes, clock, link, answered } = client();
    button.become('ada');
    hear(state(3));
    link.offline = true;
    const unsent = button.push();
    clock.advance(31_000);
    link.offline = false;
    button.connectionChanged();
    await assert.rejects(unsent, { code: 'too_old' });
    assert.deepEqual([sent, answered.length, button.pending], [[], 1, []]);

    outcomes.push(lost(), lost(), answer(4));
    const pushing = button.push();
    await settle();
    link.offline = true;
    clock.advance(31_000);
    link.offline = false;
    button.connectionChanged();
    assert.equal((await pushing).version, 4);
  });

  it('takes no more than so many, whatever a storage holds', async () => {
    const { button, hear, link, storage } = client();
    for (const junk of [
      '',
      'null',
      '[]',
      '{"player":"ada","pushes":7}',
      '{"player":"ada","pushes":[null,{}]}',
    ]) {
      storage.setItem('parlor.button', junk);
      button.become(null);
      button.become('ada');
      assert.deepEqual(button.pending, []);
    }
    hear(state(3));
    link.offline = true;
    const pushes = Array.from({ length: 10 }, () => button.push());
    await assert.rejects(button.push(), { code: 'queue_full' });
    button.close();
    const outcomes = await Promise.allSettled(pushes);
    assert.ok(outcomes.every(({ status }) => status === 'rejected'));
  });

  it('is followed over HTTP for as long as somebody watches and there is no socket', async () => {
    const { button, link, paths, polls, clock } = client();
    button.become('ada');
    const stop = button.watch();
    assert.deepEqual(paths, []);
    link.up = false;
    button.connectionChanged();
    polls[0]?.resolve(state(3));
    await settle();
    assert.equal(button.state?.version, 3);
    clock.advance(250);
    await settle();
    assert.deepEqual(paths, ['/api/v1/button', '/api/v1/button?epoch=1&version=3&wait=25']);
    link.up = true;
    button.connectionChanged();
    polls[1]?.resolve(state(9));
    await settle();
    assert.equal(button.state?.version, 3, 'the socket tells');
    link.up = false;
    button.connectionChanged();
    stop();
    stop();
    await settle();
    assert.equal(paths.length, 3);
    clock.advance(60_000);
    await settle();
    assert.equal(paths.length, 3);
  });
});
