import assert from 'node:assert/strict';
import { cameBack, curve, flowsOf, standAt } from '../../web/src/games/relay/flow.ts';

describe('the picture of how points flowed', () => {
  it('adds up what each passed to each, and nothing else', () => {
    const line = (kind: string, giver: string, taker: string, amount: number) => ({
      kind,
      giver,
      taker,
      amount,
    });
    const flows = flowsOf([
      line('stake', 'house', 'ada', 100),
      line('award', 'ada', 'bob', 9),
      line('decay', 'house', 'ada', 40),
      line('award', 'bob', 'ada', 20),
      line('award', 'ada', 'bob', 13),
      line('penalty', 'ada', 'ada', 4),
    ]);
    assert.deepEqual(flows, [
      { from: 'ada', to: 'bob', amount: 22 },
      { from: 'bob', to: 'ada', amount: 20 },
    ]);
  });

  it('tells what came back to each', () => {
    const back = cameBack([
      { kind: 'bonus', taker: 'ada', amount: 2 },
      { kind: 'award', taker: 'ada', amount: 9 },
      { kind: 'bonus', taker: 'ada', amount: 3 },
    ]);
    assert.deepEqual([...back], [['ada', 5]]);
  });

  it('bows there and back to different sides', () => {
    const [there, back] = [curve(0, 1, 2), curve(1, 0, 2)];
    assert.ok(Math.abs(there.label.x - back.label.x) > 5);
  });

  it('begins and ends clear of the players, inside of the picture', () => {
    for (const count of [3, 4, 5]) {
      const numbers =
        curve(0, 1, count)
          .path.match(/[\d.]+/g)
          ?.map(Number) ?? [];
      assert.ok(numbers.every((value) => value >= 0 && value <= 100));
      const [x = 0, y = 0] = numbers;
      const stand = standAt(0, count);
      assert.ok(Math.hypot(x - stand.x, y - stand.y) > 10);
    }
  });
});
