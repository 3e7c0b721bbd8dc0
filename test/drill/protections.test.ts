import assert from 'node:assert/strict';
import type { FaultName } from '../../scripts/drill/faults.ts';
import type { FindingKind } from '../../scripts/drill/findings.ts';
import { quietSdk } from '../../scripts/drill/quietSdk.ts';
import type { Report } from '../../scripts/drill/report.ts';
import { runDrill } from '../../scripts/drill/runDrill.ts';
import { PROTECTIONS, type Protection } from '../../scripts/drill/without/protections.ts';

interface Shown {
  fault: FaultName;
  /** Seconds. What never gets better need not be waited for. */
  hold: number;
  patience: number;
  finds: FindingKind;
}

/** What shows that a protection is needed: a fault, and what a drill finds then without it. */
const SHOWN: Record<Protection, Shown> = {
  journal: { fault: 'kill', hold: 1, patience: 30, finds: 'ack_lost' },
  checkpoints: { fault: 'kill', hold: 1, patience: 30, finds: 'ack_lost' },
  recovery: { fault: 'kill', hold: 1, patience: 3, finds: 'match_lost' },
  idempotency: { fault: 'kill', hold: 1, patience: 30, finds: 'done_twice' },
  fencing: { fault: 'zombie', hold: 8, patience: 30, finds: 'split_brain' },
  clock: { fault: 'blackout', hold: 4, patience: 30, finds: 'clock' },
  backup: { fault: 'wipe', hold: 1, patience: 3, finds: 'match_lost' },
  results: { fault: 'postgres_end', hold: 8, patience: 5, finds: 'match_lost' },
};

const ALL = 'all';
/** Clusters that run at once. Most of the time they wait. */
const AT_ONCE = 4;

describe('a small drill', function () {
  this.timeout(120_000);
  const stop = new AbortController();
  const names = [ALL, ...Object.keys(PROTECTIONS)] as (Protection | typeof ALL)[];
  const reports = new Map(names.map((name) => [name, Promise.withResolvers<Report>()]));
  const said: string[] = [];
  let speakAgain: () => void;
  let lanes: Promise<void>[];

  before(() => {
    speakAgain = quietSdk();
    const waiting = names.values();
    lanes = Array.from({ length: AT_ONCE }, async () => {
      for (const name of waiting) {
        const report = reports.get(name);
        await drill(name).then(report?.resolve, report?.reject);
      }
    });
    for (const { promise } of reports.values()) promise.catch(() => {}); // whoever asks is told
  });

  after(async () => {
    stop.abort();
    await Promise.all(lanes);
    speakAgain();
  });

  async function drill(name: Protection | typeof ALL): Promise<Report> {
    const shown = name === ALL ? Object.values(SHOWN) : [SHOWN[name]];
    return runDrill({
      seed: name,
      processes: 2,
      matches: 1,
      faults: [...new Set(shown.map(({ fault }) => fault))],
      kills: 1,
      seconds: 80,
      hold: name === ALL ? 8 : SHOWN[name].hold,
      patience: name === ALL ? 30 : SHOWN[name].patience,
      without: name === ALL ? null : name,
      say: (text) => said.push(`${name}: ${text}`),
      signal: stop.signal,
    });
  }

  const reportOf = async (name: Protection | typeof ALL) => (await reports.get(name)?.promise) as Report;

  for (const [name, what] of Object.entries(PROTECTIONS) as [Protection, string][]) {
    it(`fails when ${what}`, async () => {
      const { ok, findings } = await reportOf(name);
      const kinds = new Set(findings.map(({ kind }) => kind));
      assert.ok(!ok && kinds.has(SHOWN[name].finds), [...kinds].join());
    });
  }

  it('finds nothing after the same faults when nothing is missing', async () => {
    const report = await reportOf(ALL);
    assert.deepEqual(report.findings, [], said.filter((text) => text.startsWith(ALL)).join('\n'));
    assert.ok(report.ok);
    assert.deepEqual(
      new Set(Object.keys(report.faults)),
      new Set(Object.values(SHOWN).map(({ fault }) => fault)),
    );
  });
});
