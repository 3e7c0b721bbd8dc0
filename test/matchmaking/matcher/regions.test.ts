import assert from 'node:assert/strict';
import { columnsOf } from '../../../src/matchmaking/matcher/columns.ts';
import { aimFor, crowdOf } from '../../../src/matchmaking/matcher/crowd.ts';
import { matchQueue } from '../../../src/matchmaking/matcher/matcher.ts';
import { POLICIES } from '../../../src/matchmaking/matcher/policies.ts';
import { aimAt, latencyAfter, defaultPolicy as policy } from '../../../src/matchmaking/matcher/policy.ts';
import { NOW, waiting } from './queue.ts';

const everyone = (regions: Record<string, number>, count: number, from = 0, seconds = 60) =>
  Array.from({ length: count }, (_, i) => waiting(`${from + i}`, 1_500, seconds, { regions }));

describe('regions', () => {
  it('are reached by a party where the worst of it has it best, however far that is, at once', () => {
    const party = [
      waiting('a', 1_500, 60, { party: 'p', regions: { us: 20, eu: 400 } }),
      waiting('b', 1_500, 60, { party: 'p', regions: { us: 500, eu: 20 } }),
    ];
    const { matches } = matchQueue([...party, ...everyone({ eu: 30 }, 3)], [], NOW, policy);
    assert.deepEqual([matches.length, matches[0]?.region, matches[0]?.tickets.length], [1, 'eu', 5]);
    const { matches: none } = matchQueue([...party, ...everyone({ us: 30 }, 2)], [], NOW, policy);
    assert.deepEqual(none, [], 'the other region is beyond what anybody takes');
  });

  it('are those of who lists some, in a party with who lists none', () => {
    const party = [
      waiting('a', 1_500, 60, { party: 'p' }),
      waiting('b', 1_500, 60, { party: 'p', regions: { eu: 300 } }),
    ];
    const { matches } = matchQueue([...party, ...everyone({ eu: 30, us: 20 }, 3)], [], NOW, policy);
    assert.equal(matches[0]?.region, 'eu');
  });

  it('come first where a game wants near people: who is far away is not put there, and a short line is worth an uneven table', () => {
    const { near, quick } = POLICIES;
    const far = everyone({ eu: 90 }, 3, 0, 1);
    const home = everyone({ eu: 20, us: 130 }, 3, 10, 1);
    const away = everyone({ us: 20 }, 2, 20, 1);
    const regionsOf = (policy: typeof near) =>
      matchQueue([...home, ...away], [], NOW, policy).matches.map(({ region, tickets }) => [
        region,
        tickets.length,
      ]);
    assert.deepEqual(regionsOf(near), [['eu', 3]]);
    assert.deepEqual([latencyAfter(1_000, near), latencyAfter(1e6, near)], [63, 150]);
    assert.ok(latencyAfter(1_000, quick) > 100);
    assert.equal(matchQueue(far, [], NOW, near).matches.length, 1); // their nearest is theirs, however far
  });

  it('may be more than there are bits for: each is matched, where it can be', () => {
    const queue = Array.from({ length: 45 }, (_, r) => everyone({ [`r${r}`]: 20 }, 3, 3 * r)).flat();
    const { matches } = matchQueue(queue, [], NOW, policy);
    assert.equal(matches.length, 45);
    for (const { region, tickets } of matches)
      assert.deepEqual(new Set(tickets.map((id) => `r${Math.floor(Number(id) / 3)}`)), new Set([region]));
    const apart = ['q1', 'q2'].map((name, i) =>
      waiting(`p${i}`, 1_500, 60, { party: 'p', regions: { [name]: 10 } }),
    );
    const { explanations } = matchQueue([...queue, ...apart], [], NOW, policy);
    assert.match(explanations.get('p0')?.why ?? '', /no region in common/);
  });

  it('may be more than there are bits for: nobody is put far away who has a nearer one', () => {
    const crowded = Array.from({ length: 30 }, (_, r) => everyone({ [`r${r}`]: 20 }, 10, 10 * r, 0)).flat();
    const far = everyone({ r0: 300, home: 20 }, 3, 1_000, 0);
    const { matches } = matchQueue([...crowded, ...far], [], NOW + 1_000, policy);
    const theirs = matches.filter(({ tickets }) => tickets.some((id) => Number(id) >= 1_000));
    assert.ok(matches.length > 30);
    assert.deepEqual(theirs, [], 'three come too early for a table of their own');
    const { matches: later } = matchQueue([...crowded, ...far], [], NOW + 60_000, policy);
    assert.ok(later.some(({ region, tickets }) => region === 'home' && tickets.length === 3));
  });

  it('have their own pace: what is aimed at where few come is what is aimed at in a quiet queue', () => {
    const queue = [...everyone({ eu: 20, ap: 250 }, 2), ...everyone({ ap: 20, eu: 250 }, 2, 2)];
    const { columns } = columnsOf(queue, NOW);
    const crowd = crowdOf(columns, NOW, policy, { everyMs: 500, regions: { eu: 600, ap: 3_000 } });
    const aims = queue.map((_, t) => aimFor(crowd, crowd.unitOf[t] as number));
    assert.deepEqual(
      aims,
      [600, 600, 3_000, 3_000].map((every) => aimAt(every, policy)),
    );
    const anywhere = crowdOf(columnsOf([waiting('x', 1_500, 0)], NOW).columns, NOW, policy, {
      everyMs: 500,
      regions: { eu: 600 },
    });
    assert.deepEqual(aimFor(anywhere, 0), aimAt(500, policy));
  });
});
