import assert from 'node:assert/strict';
import { Emitter } from '../../../client/Emitter.ts';
import type { MatchConnection, MatchEvents } from '../../../client/MatchConnection.ts';
import type { MatchView } from '../../../client/matchView.ts';
import type { PartyView } from '../../../client/Parties.ts';
import { relaySounds } from '../../../web/src/games/relay/relaySounds.ts';
import { somebodyJoined } from '../../../web/src/party/usePartySound.ts';
import { tableSounds } from '../../../web/src/sound/tableSounds.ts';

interface Shown {
  phase?: MatchView['phase'];
  ada?: object;
  bob?: object;
}

function state({ phase = 'playing', ada = {}, bob = {} }: Shown = {}): MatchView {
  const common = { bot: false, left: false, connected: true, grace: 60_000, points: 100, active: true };
  const players = {
    ada: { ...common, id: 'ada', name: 'Ada', seat: 0, ...ada },
    bob: { ...common, id: 'bob', name: 'Bob', seat: 1, ...bob },
  };
  return { phase, version: 1, deadline: 0, spectators: 0, players };
}

/** A table of relay as Ada hears it. */
function table(first: MatchView | null) {
  const heard: string[] = [];
  const emitter = new Emitter<MatchEvents>();
  const match = { state: first, on: emitter.on.bind(emitter) } as Pick<MatchConnection, 'state' | 'on'>;
  const end = tableSounds(match, 'ada', relaySounds, (name) => heard.push(name));
  return { heard, emitter, end };
}

describe('what is heard at a table', () => {
  it('is who takes a seat, once, before the match begins', () => {
    const { heard, emitter } = table(null);

    emitter.emit('state', state({ phase: 'waiting', bob: { connected: false } }));
    emitter.emit('state', state({ phase: 'waiting' }));
    emitter.emit('state', state({ phase: 'waiting' }));
    emitter.emit('state', state({ phase: 'waiting', ada: { connected: false } }));
    emitter.emit('state', state({ phase: 'waiting' }));

    assert.deepEqual(heard, ['join']);
  });

  it('is the beginning, and no one who comes back later', () => {
    const { heard, emitter } = table(state({ phase: 'countdown' }));

    emitter.emit('state', state());
    emitter.emit('state', state({ bob: { connected: false } }));
    emitter.emit('state', state());

    assert.deepEqual(heard, ['turn']);
  });

  it('is what one is fed, not what others are', () => {
    const { heard, emitter } = table(state());

    emitter.emit('animation', { kind: 'award', from: 'bob', to: 'ada', amount: 20 });
    emitter.emit('animation', { kind: 'award', from: 'ada', to: 'bob', amount: 20 });
    emitter.emit('animation', { kind: 'bonus', player: 'ada', amount: 5 });

    assert.deepEqual(heard, ['fed']);
  });

  it('is danger each time one comes into it, and that one is out', () => {
    const { heard, emitter } = table(state());

    for (const points of [24, 20, 60, 10]) emitter.emit('state', state({ ada: { points } }));
    emitter.emit('state', state({ bob: { points: 3 } }));
    emitter.emit('animation', { kind: 'eliminated', player: 'bob' });
    emitter.emit('animation', { kind: 'eliminated', player: 'ada' });
    emitter.emit('state', state({ ada: { points: 0, active: false } }));

    assert.deepEqual(heard, ['danger', 'danger', 'out']);
  });

  it('is a win, of a match that was played to its end', () => {
    const result = (outcome: 'finished' | 'abandoned', rank: number) => ({
      match_id: 'm',
      outcome,
      standings: [{ id: 'ada', rank, score: 1 }],
      rating_changes: [],
      why: '',
    });
    const { heard, emitter } = table(state());

    emitter.emit('result', result('finished', 2));
    emitter.emit('result', result('abandoned', 1));
    assert.deepEqual(heard, []);
    emitter.emit('result', result('finished', 1));
    assert.deepEqual(heard, ['win']);
  });

  it('is nothing any more once it was left', () => {
    const { heard, emitter, end } = table(state());

    end();
    emitter.emit('animation', { kind: 'award', from: 'bob', to: 'ada', amount: 20 });

    assert.deepEqual(heard, []);
  });
});

describe('a party', () => {
  const party = (id: string, ...members: string[]) =>
    ({ party_id: id, members: members.map((member) => ({ id: member })) }) as PartyView;

  it('is heard when somebody joins it, not when one does oneself', () => {
    assert.equal(somebodyJoined(party('p', 'ada'), party('p', 'ada', 'bob')), true);
    assert.equal(somebodyJoined(party('p', 'ada', 'bob'), party('p', 'ada')), false);
    assert.equal(somebodyJoined(null, party('p', 'ada', 'bob')), false);
    assert.equal(somebodyJoined(party('o', 'ada'), party('p', 'ada', 'bob')), false);
    assert.equal(somebodyJoined(party('p', 'ada'), null), false);
  });
});
