import assert from 'node:assert/strict';
import type { AnsweredPush, ButtonAnswer } from '../../client/Button.ts';
import { ParlorError } from '../../client/ParlorError.ts';
import { type SeenPush, withState } from '../../web/src/button/seenPushes.ts';
import {
  ageOf,
  closenessOf,
  labelOf,
  pendingTold,
  pushAnnounced,
  resultTold,
  saidOf,
  seconds,
  stateOfButton,
} from '../../web/src/button/told.ts';

const NOW = 1_000_000;
const MIA = { id: 'mia', name: 'Mia', face: 'star-plum-hat' };
const ADA = { id: 'ada', name: 'Ada', face: 'circle-blue-bare' };
const push = { request_id: 'r', seen_version: 810, made_at: NOW - 40_000 };

function stateOf(version: number, more: object = {}) {
  return { epoch: 1, version, at: NOW, by: MIA, ends: NOW + 60_000, count: version, ...more };
}

function answered(result: ButtonAnswer['result'], version = 812): AnsweredPush {
  const state = stateOf(version, { by: ADA });
  return { push, answer: { result, version, seen_version: push.seen_version, state } };
}

const told = (one: AnsweredPush, seen: readonly SeenPush[] = []) =>
  resultTold(one, { seen, me: 'ada', now: NOW });

describe('what is told of a push', () => {
  it('is that it counts, and how close it was where that is known', () => {
    assert.deepEqual(told(answered('applied')), { text: 'It counts: yours made version 812.', tone: 'good' });
    const before = withState([], stateOf(811, { ends: NOW + 420 }));
    const seen = withState(before, stateOf(812, { by: ADA }));
    assert.equal(
      told(answered('applied'), seen).text,
      'It counts, with 0.42 s left: yours made version 812.',
    );
    const opened = withState([], stateOf(812, { by: ADA, count: 1 }));
    assert.equal(told(answered('applied'), opened).text, 'You opened a round: yours made version 812.');
  });

  it('is who was quicker, where that was seen, and not oneself', () => {
    const late = answered('applied_late');
    assert.deepEqual(told(late), { text: 'Somebody was quicker: yours made version 812.', tone: 'late' });
    const after = (by: object) => withState(withState([], stateOf(811, { by })), stateOf(812, { by: ADA }));
    assert.equal(told(late, after(MIA)).text, '\u2068Mia\u2069 was quicker: yours made version 812.');
    assert.equal(told(late, after(ADA)).text, 'It counts, too: yours made version 812.');
  });

  it('is why it does not count', () => {
    const old = { text: 'Too old: it was made 40 s ago, and counts for 30 s only.', tone: 'bad' };
    assert.deepEqual(told(answered('too_old')), old);
    assert.deepEqual(told({ push, error: new ParlorError('too_old', '') }), old);
    assert.match(told(answered('over')).text, /^Too late: the round was over/);
    assert.deepEqual(told({ push, error: new ParlorError('rate_limited', '') }), {
      text: 'That was too much at once. Wait a few seconds and try again.',
      tone: 'bad',
    });
  });

  it('is that it waits, or is on its way, and since when', () => {
    assert.equal(pendingTold(false), 'On its way…');
    assert.match(pendingTold(true), /^Waits for your connection/);
    assert.equal(ageOf(push, NOW), '40 s');
    assert.equal(ageOf(push, push.made_at - 900), '0 s', 'the server’s clock is estimated anew');
  });
});

describe('how the button is said to stand', () => {
  it('is told by its name, after what is written on it', () => {
    assert.deepEqual((['calm', 'over', null] as const).map(labelOf), ['Push', 'New round', 'Push']);
    assert.equal(stateOfButton('calm', false), ': the round runs');
    assert.equal(stateOfButton('close', false), ': the last seconds of the round');
    assert.equal(stateOfButton('over', false), ': the last one is over');
    assert.equal(stateOfButton('over', true), ': offline, it is sent once you are back');
    assert.equal(stateOfButton(null, false), ': come in and begin');
  });

  it('is in words for each time, and stands without a connection', () => {
    const all = (['calm', 'soon', 'close', 'over'] as const).map((phase) => saidOf(phase, false));
    assert.equal(new Set(all).size, 4);
    assert.equal(saidOf('close', true), 'Stands still: you are offline.');
  });

  it('is told to who hears the page, with names isolated', () => {
    const seen = withState(withState([], stateOf(1, { ends: NOW + 4000 })), stateOf(2));
    assert.equal(seen.map(pushAnnounced)[0], '\u2068Mia\u2069 pushed, with 4.0 s left. 60 seconds now.');
    const first = withState([], stateOf(1));
    assert.equal(first.map(pushAnnounced)[0], '\u2068Mia\u2069 pushed and opened a round. 60 seconds now.');
    assert.deepEqual(first.map(closenessOf), ['It opened a round.']);
  });

  it('has hundredths where they matter', () => {
    assert.deepEqual([420, 999, 1000, 12_340, -5].map(seconds), [
      '0.42 s',
      '1.00 s',
      '1.0 s',
      '12.3 s',
      '0.00 s',
    ]);
  });
});
