import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { PlainPlayer } from '../support/plainPlayer.ts';
import { blocksOf } from './support/treeFromText.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the client of docs/protocol.md', function () {
  this.timeout(180_000);
  let server: ParlorProcess;
  let folder: string;
  let text: string;
  before(async () => {
    const page = await readFile(join(root, 'docs/protocol.md'), 'utf8');
    text = blocksOf(page).find(({ file }) => file === 'examples/plainClient.js')?.text ?? '';
    folder = await mkdtemp(join(tmpdir(), 'parlor-plain-'));
    await writeFile(join(folder, 'client.mjs'), text);
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    server = await startParlor();
  });
  after(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('uses the plain SDK alone, in some 30 lines', () => {
    const imports = [...text.matchAll(/from '([^']+)'/g)].map(([, module]) => module);
    assert.deepEqual(imports, ['@colyseus/sdk']);
    assert.ok(text.split('\n').filter((line) => line.trim() !== '').length <= 32);
  });

  it('signs in, queues, sits down, acts, is refused with a code, and leaves; the match is in the records', async () => {
    const child = spawn(process.execPath, ['client.mjs', server.url], { cwd: folder });
    const ended = once(child, 'exit');
    const said: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) said.push(line);
    assert.equal((await ended)[0], 0);
    const seated = said.find((line) => line.startsWith('seated in')) ?? '';
    const match = /^seated in ([\da-f-]{36}): ./.exec(seated)?.[1];
    assert.ok(match, said.join('\n'));
    assert.ok(said.some((line) => /^skipped: version \d+$/.test(line)));
    assert.deepEqual(said.slice(-2), ['refused: too_few_points', 'left']);

    const anybody = await PlainPlayer.signIn(server.url, 'Ben');
    let record: { outcome: string } = { outcome: 'running' };
    while (record.outcome === 'running') record = (await anybody.ask('GET', `/api/v1/matches/${match}`)).body;
    assert.equal(record.outcome, 'abandoned');
  });
});
