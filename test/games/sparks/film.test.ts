import assert from 'node:assert/strict';
import { plain } from '../../../src/match/canonical.ts';
import { Match } from '../../../src/match/match.ts';
import { stateHash } from '../../../src/match/stateHash.ts';
import { filmOf } from '../../../web/src/replay/film.ts';
import { sparks, sparksMaker } from './sparks.ts';

describe('a replay of sparks', () => {
  it('may be stopped anywhere, and comes to the state that the server had', () => {
    const seats = ['ada', 'bob', 'cem'].map((id) => ({ id, name: id, bot: true, skill: 0.7 }));
    const match = Match.start(sparks, sparksMaker, { id: 'm', game: 'sparks', seed: 'film', seats });
    const places = new Map<number, unknown>();
    while (!match.over) {
      match.makeSteps(1);
      if (match.now % 450 === 0) match.logInputs();
      if (match.now % 60 === 0) places.set(match.now, plain(match.state.players.get('ada')));
    }
    const film = filmOf(
      {
        match_id: 'm',
        setup: match.setup,
        journal: structuredClone(match.journal),
        game_ms: match.now,
        final_state: plain(match.state),
        state_hash: stateHash(match.state),
      },
      sparks,
      sparksMaker,
    );
    assert.equal(film.faithful, true);
    assert.ok(film.happenings.some(({ event }) => event.kind === 'hit'));
    const seen = film.frames.filter(({ at }) => places.has(at));
    assert.ok(seen.length > 30, `${seen.length}`);
    for (const { at, view } of seen) {
      const { connected: _, ...ada } = view.players.ada as unknown as Record<string, unknown>;
      const { connected: __, ...then } = places.get(at) as Record<string, unknown>;
      assert.deepEqual(ada, then, `${at}`);
    }
  });
});
