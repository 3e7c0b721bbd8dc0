import assert from 'node:assert/strict';
import type { MatchResult } from '../../client/matchView.ts';
import { guess } from '../../web/src/games/relay/guesses.ts';
import { passedOn } from '../../web/src/games/relay/passedOn.ts';
import { isolated } from '../../web/src/lib/isolated.ts';
import { ordinal, ratingChange, resultView, signed, unratedWhy } from '../../web/src/result/resultView.ts';

const rating = { before: { mu: 1500, sigma: 500, played: 0 }, after: { mu: 1600, sigma: 460, played: 1 } };

const result: MatchResult = {
  match_id: 'm',
  outcome: 'finished',
  standings: [
    { id: 'bob', rank: 2, score: 30 },
    { id: 'ada', rank: 1, score: 45 },
  ],
  rating_changes: [{ player: 'ada', ...rating }],
  why: 'Close ratings.',
};

describe('a result on the page', () => {
  it('has the rows by rank, with names and rating changes', () => {
    const people = [
      { id: 'ada', name: 'Ada', bot: false, left: false, seat: 1 },
      { id: 'bob', name: 'Bob', bot: true, left: true, seat: 0 },
    ];

    const { rows } = resultView(result, people, { game: 'relay', rated: true });

    assert.deepEqual(
      rows.map((row) => [row.rank, row.name, row.score, row.bot, row.left, row.seat]),
      [
        [1, 'Ada', 45, false, false, 1],
        [2, 'Bob', 30, true, true, 0],
      ],
    );
    assert.equal(rows[0]?.rating?.after.mu, 1600);
    assert.equal(rows[1]?.rating, null);
  });

  it('does without names that are not known', () => {
    assert.deepEqual(
      resultView(result, [], { game: null, rated: null }).rows.map((row) => row.name),
      ['Somebody', 'Somebody'],
    );
  });

  it('says what a player passed on, which is what wins', () => {
    const person = { bot: false, left: false, seat: 0 };
    const people = [
      { ...person, id: 'ada', name: 'Ada' },
      { ...person, id: 'bob', name: 'Bob' },
    ];
    const { rows } = resultView(result, people, { game: 'relay', rated: true });
    assert.equal(passedOn(rows, 'ada', 'm'), 'You passed on 45 points: nobody passed on more.');
    assert.equal(passedOn(rows, 'bob', 'm'), `You passed on 30 points; ${isolated('Ada')} passed on 45.`);
    assert.equal(passedOn(rows, 'cem', 'm'), null);
    guess('guessed', 'ada');
    assert.match(passedOn(rows, 'bob', 'guessed') ?? '', /And you knew who would come first\.$/);
    guess('guessed', 'bob');
    assert.equal(passedOn(rows, 'bob', 'guessed'), passedOn(rows, 'bob', 'm'), 'wrong: nothing is said');
    const gone = rows.map((row) => ({ ...row, left: row.id === 'bob' }));
    assert.match(passedOn(gone, 'bob', 'm') ?? '', /^You passed on 30 points before you left/);
  });

  it('says whether a rating rose or fell', () => {
    const [before, after] = [rating.before, rating.after];
    assert.equal(ratingChange({ before, after }), 180);
    assert.equal(ratingChange({ before: after, after: before }), -180);
    assert.deepEqual([12, -5, 0].map(signed), ['+12', '−5', '±0']);
  });

  it('says why no rating changed, once that is known', () => {
    const ada = { id: 'ada', name: 'Ada', bot: false, left: false, seat: 0 };
    const bob = { ...ada, id: 'bob', name: 'Bob', seat: 1 };
    const why = (rated: boolean | null, bot = false) =>
      unratedWhy(resultView(result, [ada, { ...bob, bot }], { game: 'relay', rated }));
    assert.match(why(false) ?? '', /^A table of friends: ratings stay as they are/);
    assert.match(why(false, true) ?? '', /^Nobody but bots/);
    assert.equal(why(true), null);
    assert.equal(why(null), null);
  });

  it('counts places as people say them', () => {
    assert.deepEqual([1, 2, 3, 4, 11, 12, 13, 21].map(ordinal), [
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
    ]);
  });
});
