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

  it('are of a few files each, of one folder', () => {
    for (const job of jobsOf(files)) {
      assert.ok(job.length > 0 && job.length <= 16);
      assert.equal(new Set(job.map((file) => file.split('/').slice(0, -1)[1])).size, 1);
    }
  });
});
