import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isThere, replaceFolder, settleReplacing } from '../../src/persistence/embedded/replaceFolder.ts';

describe('a folder that takes the place of another', () => {
  let folder: string;
  let place: string;
  let made: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parlor-replace-'));
    [place, made] = [join(folder, 'place'), join(folder, 'made')];
    for (const [path, text] of [
      [place, 'old'],
      [made, 'new'],
    ] as const) {
      await mkdir(path);
      await writeFile(join(path, 'file'), text);
    }
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const inPlace = () => readFile(join(place, 'file'), 'utf8');

  it('is all that is left', async () => {
    await replaceFolder(made, place);
    assert.equal(await inPlace(), 'new');
    assert.deepEqual(await readdir(folder), ['place']);
  });

  it('is there where nothing was', async () => {
    await rm(place, { recursive: true });
    await replaceFolder(made, place);
    assert.equal(await inPlace(), 'new');
  });

  it('leaves the other there when it cannot', async () => {
    await assert.rejects(replaceFolder(join(folder, 'nothing'), place), { code: 'ENOENT' });
    assert.equal(await inPlace(), 'old');
  });

  it('is taken back when it was killed before it was in place, and kept after that', async () => {
    await rename(place, `${place}.being-replaced`);
    assert.ok(isThere(place));
    await settleReplacing(place);
    assert.equal(await inPlace(), 'old');
    await rename(place, `${place}.being-replaced`);
    await rename(made, place);
    await settleReplacing(place);
    assert.equal(await inPlace(), 'new');
    assert.deepEqual(await readdir(folder), ['place']);
  });
});
