import assert from 'node:assert/strict';
import type { ReplayView } from '../../client/Api.ts';
import { relay } from '../../src/games/relay/relay.ts';
import { plain } from '../../src/match/canonical.ts';
import type { MatchSetup } from '../../src/match/journal.ts';
import { Match } from '../../src/match/match.ts';
import { stateHash } from '../../src/match/stateHash.ts';
import { relayMaker } from '../../src/schema/relay.ts';
import { answersOf } from '../../web/src/games/relay/answers.ts';
import { filmOf } from '../../web/src/replay/film.ts';
import { between, frameAt, jumpFrom, lastUntil, type Mark, marksOf } from '../../web/src/replay/reel.ts';

/** A whole match of bots, as the records tell it. */
function recorded(): ReplayView {
  const seats = ['ada', 'bob', 'cem'].map((id) => ({ id, name: id, bot: true, skill: 0.7 }));
  const setup: MatchSetup = { id: 'm', game: 'relay', seed: 'film', seats };
  const match = Match.start(relay, relayMaker.plain, setup);
  const { journal } = match;
  while (!match.over) match.advance(1000);
  return {
    match_id: 'm',
    setup,
    journal: structuredClone(journal),
    game_ms: match.now,
    final_state: plain(match.state),
    state_hash: stateHash(match.state),
  };
}

describe('a replay in the browser', () => {
  const record = recorded();
  const film = filmOf(record, relay, relayMaker);
  const answers = answersOf(film);
  const marks = marksOf(film, [{ kind: 'solved', what: '', short: '', keys: [',', '.'] }]);

  it('comes to the state that the server had, and says so', () => {
    assert.equal(film.faithful, true);
    assert.equal(film.endsAt, record.game_ms);
    const last = film.frames.at(-1);
    assert.equal(last?.view.phase, 'finished');
    assert.equal(last?.at, record.game_ms);
  });

  it('says when what it came to is something else', () => {
    const final_state = { ...(record.final_state as object), team_score: -1 };
    assert.equal(filmOf({ ...record, final_state }, relay, relayMaker).faithful, false);
  });

  it('has a frame for every change, in the order of time, from the start', () => {
    assert.equal(film.frames[0]?.at, 0);
    const times = film.frames.map(({ at }) => at);
    assert.deepEqual(
      times,
      [...new Set(times)].sort((a, b) => a - b),
    );
    const points = Object.values(frameAt(film, 0).view.players).map((player) => player.points);
    assert.deepEqual(points, [100, 100, 100]);
  });

  it('has every answer and what became of it', () => {
    const given = record.journal.filter(
      ({ input }) => (input as { action?: string } | null)?.action === 'answer',
    );
    assert.equal(answers.length, given.length);
    const solved = answers.filter(({ correct }) => correct).length;
    assert.equal(solved, marks.filter(({ kind }) => kind === 'solved').length);
    assert.ok(solved > 0);
  });

  it('refuses a game that it cannot play', () => {
    assert.throws(
      () => filmOf({ ...record, setup: { ...record.setup, game: 'holdem' } }, relay, relayMaker),
      /holdem/,
    );
  });
});

describe('moments of a film', () => {
  const moments = [{ at: 100 }, { at: 200 }, { at: 300 }];
  const marks: Mark[] = [
    { at: 3000, kind: 'solved' },
    { at: 5000, kind: 'eliminated' },
    { at: 9000, kind: 'solved' },
  ];

  it('are found by time', () => {
    assert.equal(lastUntil(moments, 99), undefined);
    assert.equal(lastUntil(moments, 200)?.at, 200);
    assert.equal(lastUntil(moments, 9999)?.at, 300);
    assert.deepEqual(between(moments, 100, 300), [{ at: 200 }, { at: 300 }]);
  });

  it('are jumped to a second before, of one kind, and back past the one that was just reached', () => {
    assert.equal(jumpFrom(marks, 'solved', 0, 1), 2000);
    assert.equal(jumpFrom(marks, 'solved', 2000, 1), 8000);
    assert.equal(jumpFrom(marks, 'eliminated', 0, 1), 4000);
    assert.equal(jumpFrom(marks, 'solved', 8000, 1), undefined);
    assert.equal(jumpFrom(marks, 'solved', 8300, -1), 2000);
    assert.equal(jumpFrom(marks, 'solved', 2100, -1), undefined);
  });
});
