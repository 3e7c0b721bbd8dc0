import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { jobsOf, LONG } from '../../scripts/tests/jobs.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the jobs of the tests', () => {
  const files = globSync('test/**/*.test.ts', { cwd: root }).sort();

  it('have every file once', () => {
    assert.deepEqual(jobsOf(files).flat().sort(), files);
  });

  it('begin with those that take longest, each alone', () => {
    assert.deepEqual(
      jobsOf(files).slice(0, LONG.length),
      LONG.map((file) => [file]),
    );
  });

  it('are of a few files each, and of no two folders that take long', () => {
    for (const job of jobsOf(files)) {
      assert.ok(job.length > 0 && job.length <= 24);
      const long = job.flatMap(
        (file) => /^test\/(web|persistence|e2e|deploy|games|docs)\//.exec(file)?.[1] ?? [],
      );
      assert.ok(new Set(long).size <= 1, job.join());
    }
  });
});
