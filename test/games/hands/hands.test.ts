import assert from 'node:assert/strict';
import { Match } from '../../../src/match/match.ts';
import { keepsSecrets } from '../keepsSecrets.ts';
import { BANK_MS, CLOCK_MS, hands, ROUNDS } from './hands.ts';
import { handsMaker } from './handsMaker.ts';

keepsSecrets('hands', {
  game: hands,
  maker: handsMaker,
  opened: ({ players }) => [...players.values()].filter(({ shown }) => shown.length > 0).map(({ id }) => id),
  dealtUnseen: true,
  seeds: ['one', 'two', 'three', 'four', 'five', 'six'],
});

const PEOPLE = ['ann', 'bob', 'cid'];

/** A match among people, who do nothing by themselves. */
function started() {
  const seats = PEOPLE.map((id) => ({ id, name: id, bot: false }));
  const match = Match.start(hands, handsMaker.plain, { id: 'm', game: 'hands', seed: 'people', seats });
  const turn = () => PEOPLE[match.state.turn] ?? '';
  let requests = 0;
  const act = (action: object, player = turn()) => {
    requests += 1;
    return match.apply(player, { request_id: `r${requests}`, ...action }).reply as { code?: string };
  };
  return { match, turn, act };
}

describe('hands', () => {
  it('opens the cards of all who are in when the last is out of time, and is journalled then', () => {
    const { match, act } = started();
    act({ action: 'call' });
    act({ action: 'call' });
    match.advance(2_000);
    const { now, seq } = match;
    while (match.seq === seq) match.advance(500);
    assert.equal(match.journal.at(-1)?.kind, 'time');
    assert.ok(match.now >= now + CLOCK_MS + BANK_MS - 2_000);
    assert.deepEqual(
      [...match.state.players.values()].map(({ shown }) => shown.length),
      [2, 2, 2],
    );
    assert.ok(match.state.pots.length > 0);
  });

  it('goes on by itself to its last round, whoever does anything', () => {
    const { match } = started();
    for (let s = 0; s < 1_000 && !match.over; s++) match.advance(500);
    assert.equal(match.over, true);
    assert.equal(match.state.round, ROUNDS + 1);
    const chips = [...match.state.players.values()].reduce((sum, { stack }) => sum + stack, 0);
    assert.equal(chips, 60);
    const rounds = match.records().filter(({ kind }) => kind === 'round');
    assert.equal(rounds.length, ROUNDS);
  });

  it('asks nobody twice when somebody leaves out of turn', () => {
    const { match, turn, act } = started();
    const first = turn();
    const other = PEOPLE.find((id) => id !== first) ?? '';
    match.leave(other);
    assert.equal(turn(), first);
    assert.equal(act({ action: 'call' }).code, undefined);
  });
});
