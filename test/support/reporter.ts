import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import Mocha from 'mocha';
import { cpuSeconds } from './cpuSeconds.ts';

/** What a run of tests came to. Files are paths from where mocha was started. */
export interface RunReport {
  passed: number;
  pending: number;
  /** Files with a test or a hook that failed. */
  failed: string[];
  /** Of each file, hooks included. */
  took: Record<string, Took>;
}

export interface Took {
  /** By the clock on the wall. */
  seconds: number;
  /** Of a core: of the tests and of all that they started. */
  cpu: number;
}

/** A run that has not ended so long after its last test says what still runs. */
const TELL_AFTER_MS = 20_000;

/** Mocha's dots, and a report for `scripts/tests.ts` in the file that `report` names. */
// biome-ignore lint/style/noDefaultExport: mocha takes a reporter so
export default class DotsAndReport extends Mocha.reporters.Dot {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const report: RunReport = { passed: 0, pending: 0, failed: [], took: {} };
    const now = (): Took => ({ seconds: performance.now() / 1000, cpu: cpuSeconds() });
    let file = '';
    let since: Took = { seconds: performance.now() / 1000, cpu: 0 }; // what was loaded counts for the first
    const turnTo = (next: string | undefined) => {
      if (next === file) return;
      if (file) {
        const [at, before] = [now(), report.took[file] ?? { seconds: 0, cpu: 0 }];
        report.took[file] = {
          seconds: before.seconds + at.seconds - since.seconds,
          cpu: before.cpu + Math.max(0, at.cpu - since.cpu),
        };
        since = at;
      }
      file = next ?? '';
    };
    const nameOf = (path: string) => relative(process.cwd(), path);
    runner.on(Mocha.Runner.constants.EVENT_SUITE_BEGIN, (suite) => {
      if (suite.file) turnTo(nameOf(suite.file));
    });
    runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, (test) => {
      const of = nameOf(test.file ?? test.parent?.file ?? '');
      if (!report.failed.includes(of)) report.failed.push(of);
    });
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      turnTo(undefined);
      report.passed = runner.stats?.passes ?? 0;
      report.pending = runner.stats?.pending ?? 0;
      const to = (options.reporterOptions as { report?: string } | undefined)?.report;
      if (to) writeFileSync(to, JSON.stringify(report));
      const tell = () => console.error(`Still running: ${process.getActiveResourcesInfo().join(', ')}`);
      setTimeout(tell, TELL_AFTER_MS).unref();
    });
  }
}
