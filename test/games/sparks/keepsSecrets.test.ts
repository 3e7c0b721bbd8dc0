import assert from 'node:assert/strict';
import { Match } from '../../../src/match/match.ts';
import { Wire } from '../Wire.ts';
import { sparks, sparksMaker } from './sparks.ts';

/** All that somebody is sent of a match that bots play, where bob and cid have so many sparks left. */
function heard(viewer: string | null, bob: number, cid: number): unknown[] {
  const seats = ['ann', 'bob', 'cid'].map((id) => ({ id, name: id, bot: true, skill: 0.5 }));
  const match = Match.start(sparks, sparksMaker, { id: 'm', game: 'sparks', seed: 'hidden', seats });
  Object.assign(match.state.players.get('bob') ?? {}, { left_over: bob });
  Object.assign(match.state.players.get('cid') ?? {}, { left_over: cid });
  const wire = new Wire(match.state);
  const lines: unknown[] = [wire.join(viewer)];
  for (let i = 0; i < 150; i++) {
    match.makeSteps(2);
    lines.push(wire.patch().get(viewer));
  }
  return lines;
}

describe('a live game keeps its secrets', () => {
  it('sends who may not see it the same, whoever holds it', () => {
    for (const viewer of ['ann', null]) assert.deepEqual(heard(viewer, 90, 60), heard(viewer, 60, 90));
    assert.notDeepEqual(heard('bob', 90, 60), heard('bob', 60, 90));
  });
});
