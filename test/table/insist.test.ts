import assert from 'node:assert/strict';
import { Fenced } from '../../src/lib/fencing.ts';
import { retryLater } from '../../src/match/matchPersistence.ts';
import { insist } from '../../src/table/insist.ts';

const away = () => Object.assign(new Error('away'), { code: 'ECONNREFUSED' });

/** Insists on something that fails so often, and tells what came of it. */
async function insisted(failures: number, error: () => Error, goneAfter = Number.POSITIVE_INFINITY) {
  const pauses: number[] = [];
  const logged: number[] = [];
  let tries = 0;
  const work = async () => {
    tries += 1;
    if (tries <= failures) throw error();
    return 'done';
  };
  const pause = async (ms: number) => void pauses.push(ms);
  const log = { error: (context: object) => void logged.push((context as { failures: number }).failures) };
  const on = { what: 'not done yet', about: {}, gone: () => tries >= goneAfter };
  const answer = await insist(work, on, { pause, log }).catch((reason: Error) => reason.message);
  return { answer, tries, pauses, logged };
}

describe('insist', () => {
  it('goes on for as long as something is away, ever more slowly, and says so ever more seldom', async () => {
    const { answer, tries, pauses, logged } = await insisted(40, away);
    assert.deepEqual([answer, tries], ['done', 41]);
    assert.deepEqual(pauses.slice(0, 7), [500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
    assert.deepEqual(logged, [1, 2, 4, 8, 16, 32]);
  });

  it('gives up what is refused again and again', async () => {
    const { answer, tries } = await insisted(40, () => new TypeError('a bug'));
    assert.deepEqual([answer, tries], ['a bug', 5]);
    assert.equal((await insisted(4, () => new TypeError('a bug'))).answer, 'done');
  });

  it('stops when it is not ours any more, which is no fault', async () => {
    const { answer, tries } = await insisted(40, away, 3);
    assert.deepEqual([answer, tries], [null, 3]);
    const fenced = () => retryLater(new Fenced('a match'));
    const lost = await insisted(40, fenced, 3);
    assert.deepEqual([lost.answer, lost.tries, lost.logged], [null, 3, []]);
  });
});
