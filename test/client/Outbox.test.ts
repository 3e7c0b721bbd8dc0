import assert from 'node:assert/strict';
import type { ActionReply } from '../../client/matchView.ts';
import { type ActionRequest, Outbox } from '../../client/Outbox.ts';
import { ParlorError } from '../../client/ParlorError.ts';
import { settle } from './support/happens.ts';
import { ManualClock } from './support/ManualClock.ts';

const lost = () => new ParlorError('unanswered', 'The reply was lost.');

/** An outbox whose sends end as `outcomes` say: an error is thrown; then they are answered. */
function outbox(outcomes: ParlorError[] = []) {
  const clock = new ManualClock();
  const sent: ActionRequest[] = [];
  const link = { ready: true };
  const send = async (request: ActionRequest): Promise<ActionReply> => {
    sent.push(request);
    const error = outcomes.shift();
    if (error) throw error;
    return { request_id: request.request_id, version: sent.length };
  };
  return {
    clock,
    sent,
    link,
    box: new Outbox({ clock, random: () => 1, ready: () => link.ready, send }),
  };
}

describe('Outbox', () => {
  it('sends an action again with the same request_id when its reply is lost', async () => {
    const { box, clock, sent } = outbox([lost()]);

    const reply = box.send({ action: 'skip' });
    await settle();
    clock.advance(250);

    assert.equal((await reply).version, 2);
    assert.equal(sent.length, 2);
    assert.equal(sent[0]?.request_id, sent[1]?.request_id);
    assert.match(
      sent[0]?.request_id ?? '',
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('gives every action its own request_id', async () => {
    const { box, sent } = outbox();

    await Promise.all([box.send({ action: 'skip' }), box.send({ action: 'skip' })]);

    assert.notEqual(sent[0]?.request_id, sent[1]?.request_id);
  });

  it('sends nothing while the connection is away, then everything in order', async () => {
    const { box, link, sent } = outbox();
    link.ready = false;
    const replies = ['one', 'two', 'three'].map((action) => box.send({ action }));
    await settle();
    const before = sent.length;

    link.ready = true;
    box.flush();
    await Promise.all(replies);

    assert.equal(before, 0);
    assert.deepEqual(
      sent.map((request) => request.action),
      ['one', 'two', 'three'],
    );
  });

  it('keeps the order when the first of several is lost', async () => {
    const { box, clock, sent } = outbox([lost()]);

    const replies = [box.send({ action: 'one' }), box.send({ action: 'two' })];
    await settle();
    clock.advance(250);
    await Promise.all(replies);

    assert.deepEqual(
      sent.map((request) => request.action),
      ['one', 'one', 'two'],
    );
  });

  it('tells a refusal once, and goes on with what waits behind it', async () => {
    const { box, sent } = outbox([new ParlorError('wrong_turn', 'Not yours.')]);

    const refused = box.send({ action: 'one' });
    const taken = box.send({ action: 'two' });

    await assert.rejects(refused, { name: 'ParlorError', code: 'wrong_turn' });
    await taken;
    assert.equal(sent.length, 2);
  });

  it('takes 32 actions and refuses the next', async () => {
    const { box, link, sent } = outbox();
    link.ready = false;
    const waiting = Array.from({ length: 32 }, () => box.send({ action: 'skip' }));

    await assert.rejects(box.send({ action: 'skip' }), { code: 'queue_full' });

    link.ready = true;
    box.flush();
    await Promise.all(waiting);
    assert.equal(sent.length, 32);
  });

  it('gives up after three faults of the server', async () => {
    const { box, clock, sent } = outbox(
      Array.from({ length: 9 }, () => new ParlorError('failed', 'Broken.')),
    );

    const reply = assert.rejects(box.send({ action: 'skip' }), { code: 'failed' });
    for (let i = 0; i < 3; i++) {
      await settle();
      clock.advance(5000);
    }

    await reply;
    assert.equal(sent.length, 3);
  });

  it('waits as long as it is told when it asks too much, whatever else comes, and then goes on in order', async () => {
    const slower = new ParlorError('rate_limited', 'Slower.', 429, { retry_after_ms: 3000 });
    const { box, clock, sent } = outbox([slower]);
    const first = box.send({ action: 'skip' });
    await settle();
    const second = box.send({ action: 'skip' });
    clock.advance(2999);
    box.flush();
    await settle();
    assert.equal(sent.length, 1);

    clock.advance(1000);
    await Promise.all([first, second]);

    const [once, again, other] = sent;
    assert.equal(sent.length, 3);
    assert.equal(again?.request_id, once?.request_id);
    assert.notEqual(other?.request_id, once?.request_id);
  });

  it('does not ask again when the game says that there were too many actions', async () => {
    const { box, sent } = outbox([new ParlorError('too_many_actions', 'Slower.', 429)]);

    await assert.rejects(box.send({ action: 'skip' }), { code: 'too_many_actions' });

    assert.equal(sent.length, 1);
  });

  it('refuses what waits, and what comes, once closed', async () => {
    const { box, link, clock } = outbox();
    link.ready = false;
    const waiting = box.send({ action: 'skip' });

    box.close(new ParlorError('match_over', 'Over.'));

    await assert.rejects(waiting, { code: 'match_over' });
    await assert.rejects(box.send({ action: 'skip' }), { code: 'match_over' });
    assert.equal(clock.pending, 0);
  });

  it('sets no timer for an action whose sending failed after it was closed', async () => {
    const { box, clock } = outbox([lost()]);
    const reply = box.send({ action: 'skip' });

    box.close(new ParlorError('match_over', 'Over.'));

    await assert.rejects(reply, { code: 'match_over' });
    await settle();
    assert.equal(clock.pending, 0);
  });
});
