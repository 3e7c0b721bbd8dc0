import assert from 'node:assert/strict';
import { readTicketLog } from '../../../src/matchmaking/simulator/readTicketLog.ts';

const line = (value: object) => JSON.stringify(value);

describe('a ticket log', () => {
  it('is read in order of time, with what is missing filled in', () => {
    const [first, second] = readTicketLog(
      [
        line({ at_s: 7.5, player: 'ada', mu: 1620, sigma: 90, regions: { eu: 35 }, party: null }),
        '',
        line({ at_s: 2 }),
      ].join('\n'),
      '1',
    );
    assert.deepEqual(
      { ...first, skill: 0 },
      {
        at: 2000,
        player: 'line 3',
        rating: { mu: 1500, sigma: 500, played: 0 },
        skill: 0,
        regions: {},
        party: null,
        bots: false,
        blocked: [],
        returning: false,
      },
    );
    assert.deepEqual([second?.player, second?.at, second?.regions], ['ada', 7500, { eu: 35 }]);
  });

  it('lets a party queue when its last is there, and twice when it comes twice', () => {
    const arrivals = readTicketLog(
      [
        line({ at_s: 1, player: 'ada', party: 'p' }),
        line({ at_s: 3, player: 'bob', party: 'p' }),
        line({ at_s: 4, player: 'cyd', party: 'alone' }),
        line({ at_s: 900, player: 'ada', party: 'p' }),
        line({ at_s: 901, player: 'bob', party: 'p' }),
      ].join('\n'),
      '1',
    );
    assert.deepEqual(
      arrivals.map(({ at, player }) => [at, player]),
      [
        [3000, 'ada'],
        [3000, 'bob'],
        [4000, 'cyd'],
        [901_000, 'ada'],
        [901_000, 'bob'],
      ],
    );
    const [first, second, alone, third, fourth] = arrivals.map(({ party }) => party);
    assert.ok(first !== null && first === second && third === fourth && first !== third);
    assert.equal(alone, null);
  });

  it('says which line is wrong, and how', () => {
    assert.throws(() => readTicketLog(`${line({ at_s: 1 })}\n{"at_s": `, '1'), /^Error: Line 2 is not JSON/);
    assert.throws(() => readTicketLog(line({ at_s: 'soon' }), '1'), /^Error: Line 1: at_s: /);
    assert.throws(
      () => readTicketLog(line({ at_s: 1, regions: { eu: -3 } }), '1'),
      /^Error: Line 1: regions.eu: /,
    );
    const six = Array.from({ length: 6 }, (_, i) => line({ at_s: i, player: `p${i}`, party: 'big' }));
    assert.throws(() => readTicketLog(six.join('\n'), '1'), /^Error: Line 6: party big has more than 5/);
  });
});
