import assert from 'node:assert/strict';
import { audit, type RecordedMatch } from '../../scripts/drill/audit.ts';
import { drilledHoldem } from '../../scripts/drill/games/holdem.ts';
import { PlayedMatch } from '../../scripts/drill/PlayedMatch.ts';
import type { HoldemState } from '../../src/games/holdem/state.ts';
import { Random } from '../../src/lib/random.ts';
import { stateHash } from '../../src/match/stateHash.ts';
import { MATCH, openMatch, PEOPLE } from '../games/holdem/people.ts';

/** A match of hold'em as clients of the drill play and see it, and what is recorded of it. */
function evidence(spoil: (state: HoldemState) => HoldemState = (state) => state) {
  const { match, setup, act } = openMatch({ seed: 'drill' });
  const played = new PlayedMatch(MATCH);
  const random = Random.seeded('drill');
  const state = match.state as unknown as Parameters<typeof drilledHoldem.next>[0];
  while (!match.over) {
    for (const player of PEOPLE) {
      const own = state.players.get(player);
      assert.ok(own);
      const seen = spoil(match.state) as unknown as typeof state;
      for (const [name, value] of drilledHoldem.lasting?.(seen, own) ?? []) played.keeps(name, value);
      for (const [name, value] of drilledHoldem.growing?.(seen) ?? []) played.grows(player, name, value);
      const mover = { match: MATCH, player, random, hurry: match.state.hand > 3, back: false };
      const move = drilledHoldem.next(state, own, mover);
      if (move) assert.equal(act(player, move).code, undefined, JSON.stringify(move));
      if (match.over) break;
    }
    match.advance(500);
  }
  played.saw('playing', 0, 0);
  const points = Object.fromEntries(PEOPLE.map((id) => [id, match.ledger.balance(id)]));
  const recorded: RecordedMatch = {
    match: { outcome: 'finished', players: PEOPLE.map((id) => ({ id, left: false })) },
    replay: { setup, journal: match.journal, game_ms: match.now, state_hash: stateHash(match.state) },
    points: { points, ledger: match.ledger.entries() },
  };
  return { played, recorded };
}

describe('a drill of hold’em', () => {
  it('finds nothing wrong with a match that was played well, in which all brought entropy', () => {
    const { played, recorded } = evidence();
    assert.deepEqual(audit(drilledHoldem, played, recorded), []);
    const { journal } = recorded.replay;
    assert.equal(JSON.stringify(journal).split('"entropy"').length - 1, 2 * PEOPLE.length);
  });

  const after = (of: (state: HoldemState) => Partial<HoldemState>) => (state: HoldemState) =>
    state.turn_no % 4 === 3 ? { ...state, ...of(state) } : state;

  for (const [what, spoil] of [
    ['other cards on the board', after(({ board }) => ({ board: [...board].reverse() }))],
    ['another root', after(() => ({ deck_root: 'another' }))],
    ['another commitment', after(() => ({ match_commitment: 'another' }))],
    ['a turn that was taken back', after(({ turn_no }) => ({ turn_no: turn_no - 2 }))],
    ['chips that came from nowhere', after(({ pots }) => ({ pots: [...pots, { amount: 5, seats: [] }] }))],
  ] as const)
    it(`finds ${what}`, () => {
      const { played, recorded } = evidence(spoil);
      const kinds = new Set(audit(drilledHoldem, played, recorded).map(({ kind }) => kind));
      assert.deepEqual([...kinds], ['changed']);
    });
});
