import assert from 'node:assert/strict';
import { ParlorError } from '../../../client/ParlorError.ts';
import { patiently } from '../../../web/src/session/patiently.ts';

const tooMuch = () => new ParlorError('rate_limited', 'Too much.', 429, { retry_after_ms: 700 });

describe('what is asked patiently', () => {
  function asking(errors: ParlorError[]) {
    const waits: number[] = [];
    const ask = async () => {
      const error = errors.shift();
      if (error) throw error;
      return 'answer';
    };
    return { waits, answer: patiently(ask, async (ms) => void waits.push(ms)) };
  }

  it('is asked again when the server says that it may be', async () => {
    const { answer, waits } = asking([tooMuch(), tooMuch()]);
    assert.equal(await answer, 'answer');
    assert.deepEqual(waits, [700, 700]);
  });

  it('is given up after ten times, and at once for any other reason', async () => {
    const { answer, waits } = asking(Array.from({ length: 20 }, tooMuch));
    await assert.rejects(answer, { code: 'rate_limited' });
    assert.equal(waits.length, 9);
    const other = asking([new ParlorError('unknown_match', 'None.', 404)]);
    await assert.rejects(other.answer, { code: 'unknown_match' });
    assert.deepEqual(other.waits, []);
  });
});
