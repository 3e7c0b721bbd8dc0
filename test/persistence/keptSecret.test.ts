import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptSecret } from '../../src/persistence/keptSecret.ts';

describe('the kept secret', () => {
  let home: string;
  let folder: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'parlor-secret-'));
    folder = join(home, 'data');
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('is made once, for its owner alone, and nothing else is left', async () => {
    const secret = await keptSecret(folder);
    assert.match(secret, /^[0-9a-f]{64}$/);
    assert.equal(await keptSecret(folder), secret);
    assert.deepEqual(await readdir(folder), ['jwt-secret']);
    assert.equal((await stat(join(folder, 'jwt-secret'))).mode & 0o777, 0o600);
    assert.notEqual(await keptSecret(join(home, 'other')), secret);
  });

  it('is the same for all who make it at once', async () => {
    const secrets = await Promise.all(Array.from({ length: 10 }, () => keptSecret(folder)));
    assert.equal(new Set(secrets).size, 1);
  });

  for (const remains of ['', '\n', 'abc123']) {
    it(`is made again when only ${JSON.stringify(remains)} is left of it`, async () => {
      const first = await keptSecret(folder);
      await writeFile(join(folder, 'jwt-secret'), remains);
      const second = await keptSecret(folder);
      assert.match(second, /^[0-9a-f]{64}$/);
      assert.notEqual(second, first);
      assert.equal(await readFile(join(folder, 'jwt-secret'), 'utf8'), second);
    });
  }

  it('is refused when it cannot be read', async () => {
    await writeFile(folder, ''); // a file where the folder is to be
    await assert.rejects(keptSecret(folder), /ENOTDIR/);
  });
});
