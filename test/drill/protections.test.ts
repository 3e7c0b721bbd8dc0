import assert from 'node:assert/strict';
import type { FaultName } from '../../scripts/drill/faults.ts';
import type { FindingKind } from '../../scripts/drill/findings.ts';
import { drilledRelay } from '../../scripts/drill/games/relay.ts';
import { quietSdk } from '../../scripts/drill/quietSdk.ts';
import type { Report } from '../../scripts/drill/report.ts';
import { runDrill } from '../../scripts/drill/runDrill.ts';
import { PROTECTIONS, type Protection } from '../../scripts/drill/without/protections.ts';
import { freshPostgres } from '../support/postgres.ts';

interface Small {
  faults: FaultName[];
  /** Seconds. What never gets better need not be waited for. */
  hold: number;
  patience: number;
}

interface Shown extends Small {
  finds: FindingKind;
}

/** What shows that a protection is needed: a fault, and what a drill finds then without it. The longest come first. */
const SHOWN: Record<Protection, Shown> = {
  fencing: { faults: ['zombie'], hold: 8, patience: 30, finds: 'split_brain' },
  backup: { faults: ['wipe_all'], hold: 1, patience: 3, finds: 'match_lost' },
  results: { faults: ['postgres_end'], hold: 14, patience: 5, finds: 'match_lost' },
  showing: { faults: ['dark'], hold: 4, patience: 30, finds: 'changed' },
  // Longer than what a client may see of the game's clock by chance, and a takeover may skip.
  clock: { faults: ['blackout'], hold: 8, patience: 30, finds: 'clock' },
  recovery: { faults: ['kill'], hold: 1, patience: 3, finds: 'match_lost' },
  journal: { faults: ['kill'], hold: 1, patience: 30, finds: 'ack_lost' },
  checkpoints: { faults: ['kill'], hold: 1, patience: 3, finds: 'match_lost' },
  idempotency: { faults: ['kill'], hold: 1, patience: 30, finds: 'done_twice' },
};

/** They take a Postgres of their own; the others share one. */
const STOP_POSTGRES: readonly FaultName[] = ['postgres_end', 'dark'];

/** The same faults, with nothing missing. */
const WHOLE = {
  'processes and Redis': { faults: ['kill', 'zombie', 'wipe'], hold: 8, patience: 30 },
  'both at once': { faults: ['wipe_all', 'wipe_later', 'wipe_zombie'], hold: 4, patience: 30 },
  'all processes and Postgres': { faults: ['blackout', 'postgres_end', 'dark'], hold: 4, patience: 30 },
} satisfies Record<string, Small>;

type Name = Protection | keyof typeof WHOLE;

/** Clusters that run at once. Most of the time they wait. */
const AT_ONCE = 5;

describe('a small drill', function () {
  this.timeout(400_000);
  const stop = new AbortController();
  const names = Object.keys({ ...WHOLE, ...SHOWN }) as Name[];
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

  async function drill(name: Name): Promise<Report> {
    const { faults, hold, patience }: Small = { ...WHOLE, ...SHOWN }[name];
    return runDrill({
      ...(faults.some((fault) => STOP_POSTGRES.includes(fault))
        ? {}
        : { databaseUrl: await freshPostgres() }),
      game: drilledRelay,
      seed: name,
      processes: 2,
      matches: 1,
      faults,
      kills: 1,
      times: 1,
      durable: true,
      seconds: 200, // a machine that has much else to do
      hold,
      patience,
      without: name in WHOLE ? null : (name as Protection),
      say: (text) => said.push(`${name}: ${text}`),
      signal: stop.signal,
    });
  }

  const reportOf = async (name: Name) => (await reports.get(name)?.promise) as Report;

  for (const [name, what] of Object.entries(PROTECTIONS) as [Protection, string][]) {
    it(`fails when ${what}`, async () => {
      const { ok, findings } = await reportOf(name);
      const kinds = new Set(findings.map(({ kind }) => kind));
      assert.ok(!ok && kinds.has(SHOWN[name].finds), [...kinds].join());
    });
  }

  for (const [name, { faults }] of Object.entries(WHOLE) as [Name, Small][]) {
    it(`finds nothing when nothing is missing, whatever happens to ${name}`, async () => {
      const report = await reportOf(name);
      assert.deepEqual(report.findings, [], said.filter((text) => text.startsWith(name)).join('\n'));
      assert.ok(report.ok);
      assert.deepEqual(Object.keys(report.faults).toSorted(), faults.toSorted());
    });
  }

  it('has every fault that shows something in a drill in which nothing is missing', () => {
    const shown = new Set(Object.values(SHOWN).flatMap(({ faults }) => faults));
    const whole = new Set<FaultName>(Object.values(WHOLE).flatMap(({ faults }) => faults));
    // Harder than `wipe_all` for a server that has all its protections, and no more telling about one that does not.
    for (const fault of ['wipe', 'wipe_later', 'wipe_zombie'] as const) assert.ok(whole.delete(fault));
    assert.deepEqual(shown, whole);
  });
});
