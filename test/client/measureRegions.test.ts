import assert from 'node:assert/strict';
import type { Http } from '../../client/Http.ts';
import { measureRegions } from '../../client/measureRegions.ts';
import { settle } from './support/happens.ts';
import { ManualClock } from './support/ManualClock.ts';

/** Answers of these regions, each so many ms after all were asked. */
async function measured(...answers: [region: string, ms: number][]): Promise<Record<string, number>> {
  const clock = new ManualClock();
  const left = [...answers];
  const get = () =>
    new Promise((resolve) => {
      const [region, ms] = left.shift() ?? ['', 0];
      clock.after(ms, () => resolve({ region }));
    });
  const measuring = measureRegions({ get } as unknown as Http, clock);
  const times = answers.map(([, ms]) => ms).sort((a, b) => a - b);
  for (const [i, ms] of times.entries()) {
    clock.advance(ms - (times[i - 1] ?? 0));
    await settle();
  }
  return measuring;
}

describe('measuring regions', () => {
  it('takes the quickest answer of each', async () => {
    assert.deepEqual(await measured(['eu', 90], ['us', 200], ['eu', 40]), { eu: 40, us: 200 });
  });

  it('says nothing when there is no choice', async () => {
    assert.deepEqual(await measured(['eu', 400], ['eu', 300], ['eu', 350]), {});
  });
});
