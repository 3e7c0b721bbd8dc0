import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** What a run of tests came to. */
export interface RunReport {
  /** Files with a test or a hook that failed. */
  failed: string[];
  /** Seconds per file, hooks of the file included. */
  seconds: Record<string, number>;
}

/** A run that has not ended so long after its last test says what still runs. */
const TELL_AFTER_MS = 20_000;

/** Mocha's dots, and a report for `scripts/tests.ts` in the file that `report` names. */
// biome-ignore lint/style/noDefaultExport: mocha takes a reporter so
export default class DotsAndReport extends Mocha.reporters.Dot {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const report: RunReport = { failed: [], seconds: {} };
    let file = '';
    let since = performance.now();
    const turnTo = (next: string | undefined) => {
      if (next === file) return;
      const now = performance.now();
      if (file) report.seconds[file] = (report.seconds[file] ?? 0) + (now - since) / 1000;
      [file, since] = [next ?? '', now];
    };
    runner.on(Mocha.Runner.constants.EVENT_SUITE_BEGIN, (suite) => {
      if (suite.file) turnTo(suite.file);
    });
    runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, (test) => {
      const of = test.file ?? test.parent?.file ?? '';
      if (!report.failed.includes(of)) report.failed.push(of);
    });
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      turnTo(undefined);
      const to = (options.reporterOptions as { report?: string } | undefined)?.report;
      if (to) writeFileSync(to, JSON.stringify(report));
      const tell = () => console.error(`Still running: ${process.getActiveResourcesInfo().join(', ')}`);
      setTimeout(tell, TELL_AFTER_MS).unref();
    });
  }
}
