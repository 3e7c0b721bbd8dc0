import assert from 'node:assert/strict';
import type { Finding } from '../../scripts/drill/findings.ts';
import { histogram, percentile } from '../../scripts/drill/histogram.ts';
import { type Drop, PlayedMatch } from '../../scripts/drill/PlayedMatch.ts';
import { page } from '../../scripts/drill/page.ts';
import { type EndedMatch, type Report, report } from '../../scripts/drill/report.ts';
import { evidence } from './evidence.ts';

const SETTINGS = { seed: 'a', processes: 3, without: null, seconds: 60, faults: { kill: 2 } };
const KILL = { kind: 'kill', at: 1000 };
const AT = 1010;

function drop(more: Partial<Drop>): Drop {
  return { player: 'ada', at: AT, fault: KILL, backAt: 1100, by: 'sdk', ackedAt: 1200, out: false, ...more };
}

function ended(drops: Drop[] = [], finishedAt = 100_000): EndedMatch {
  const { played } = evidence();
  played.drops.push(...drops);
  return { played, ending: 'finished', finishedAt };
}

function of(matches: EndedMatch[], findings: Finding[] = []): Report {
  return report(SETTINGS, matches, findings);
}

describe('the page of a drill', () => {
  it('counts matches by how they ended, and those that never began apart', () => {
    const lost: EndedMatch = { ...ended(), ending: 'lost', finishedAt: null };
    const neverBegan: EndedMatch = { played: new PlayedMatch('x'), ending: 'lost', finishedAt: null };
    const { matches } = of([ended(), lost, neverBegan]);
    assert.deepEqual(matches, {
      started: 2,
      finished: 1,
      abandoned: 0,
      lost: 1,
      unchecked: 0,
      never_started: 1,
    });
  });

  it('is well when nothing was found, something was played, and clients are back', () => {
    const finding: Finding = { kind: 'ack_lost', match: 'a-match', text: 'ada ada-1' };
    assert.equal(of([ended()]).ok, true);
    assert.equal(of([ended()], [finding]).ok, false);
    assert.equal(of([]).ok, false, 'nothing was shown');
    assert.equal(of([ended([drop({ backAt: null, by: null, ackedAt: null })])]).ok, false);
  });

  it('tells how clients came back; a match that was over at once waited for nobody', () => {
    const away = { backAt: null, by: null, ackedAt: null };
    const { clients } = of([
      ended([drop({}), drop({ player: 'ben', by: 'api' }), drop({ player: 'cy', ...away })]),
      ended([drop(away)], AT + 5000),
    ]);
    assert.deepEqual(clients, { dropped: 3, back: 2, back_by_themselves: 1, percent: 66.67 });
  });

  it('measures from a kill to the first accepted action of everybody who was cut off by it', () => {
    const others = [
      drop({ fault: { kind: 'rolling', at: 1000 } }),
      drop({ fault: null }),
      drop({ out: true, ackedAt: null }),
    ];
    const slow = drop({ ackedAt: 3000 });
    const { times, ...summary } = of([ended([drop({}), drop({}), slow, ...others])]).recovery;
    assert.deepEqual(times, [200, 200, 2000]);
    assert.deepEqual(summary, { p50: 200, p95: 2000, p99: 2000, max: 2000 });
  });

  it('shows every number, what was found, and the verdict', () => {
    const findings: Finding[] = Array.from({ length: 25 }, (_, i) => {
      return { kind: 'ack_lost', match: 'a-match', text: `ada ada-${i}` };
    });
    const text = page(of([ended([drop({})])], findings));
    assert.match(text, /matches started +1\n/);
    assert.match(text, /actions acknowledged +\d+\n +lost +25\n/);
    assert.match(text, /p50 200 {3}p95 200/);
    assert.match(text, /an acknowledged action is not in the journal: a-match ada ada-0\n/);
    assert.match(text, /and 5 more\nTHE DRILL FAILED\.$/);
    assert.match(page(of([ended()])), /Nothing was lost\.$/);
  });
});

describe('times', () => {
  it('have percentiles', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    assert.equal(percentile(hundred, 0.5), 50);
    assert.equal(percentile(hundred, 0.99), 99);
    assert.equal(percentile([7], 0.5), 7);
    assert.equal(percentile([], 0.5), null);
  });

  it('are drawn as bars between the shortest and the longest', () => {
    const lines = histogram([150, 150, 250, 4000]);
    assert.deepEqual(
      lines.map((line) => line.trim().replace(/█+/, (bar) => String(bar.length))),
      [
        '< 200 ms  40 2',
        '< 300 ms  20 1',
        '< 500 ms   0',
        '< 700 ms   0',
        '< 1 s   0',
        '< 1.5 s   0',
        '< 2 s   0',
        '< 3 s   0',
        '< 5 s  20 1',
      ],
    );
    assert.match(histogram([20_000])[0] ?? '', /≥ 10 s/);
  });
});
