import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nginxCommand } from '../../scripts/cluster/nginx.ts';
import { renderNginxConf } from '../../scripts/cluster/nginxConf.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('deploy/nginx.conf', () => {
  it('is what is rendered for the processes that it shows', async () => {
    const shown = [2568, 2569].map((port) => ({ name: String(port), address: `127.0.0.1:${port}` }));
    assert.equal(
      await renderNginxConf({ upstreams: shown }),
      await readFile(join(root, 'deploy/nginx.conf'), 'utf8'),
    );
  });

  it('says where each page is', async () => {
    const text = await readFile(join(root, 'deploy/nginx.conf'), 'utf8');
    for (const path of ['/app', '= /feedback', '/'])
      assert.ok(text.includes(`        location ${path} {`), path);
  });

  it('is printed for other processes, each there as often as it is needed', () => {
    const args = ['scripts/nginxConf.ts', '--listen', '80', 'a.1=10.0.0.1:2568', 'b=[::1]:2568'];
    const printed = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    assert.match(printed, /listen 80 backlog/);
    assert.equal(printed.match(/server 10\.0\.0\.1:2568 max_fails=1/g)?.length, 1);
    assert.equal(printed.match(/server 10\.0\.0\.1:2568 max_fails=0;/g)?.length, 1);
    assert.equal(printed.match(/server \[::1\]:2568 max_fails=0 backup/g)?.length, 1);
    assert.match(printed, /"~\^\/p\/a\\\.1\/" 10\.0\.0\.1:2568;/);
    assert.doesNotMatch(printed, /127\.0\.0\.1:2568 max_fails/);
  });

  const wrong: [string, string][][] = [
    [],
    [['a', 'example.com:80']],
    [['a', '10.0.0.1']],
    [['a b', '10.0.0.1:1']],
    [['a; return 200', '10.0.0.1:1']],
    [
      ['a', '10.0.0.1:1'],
      ['a', '10.0.0.1:2'],
    ],
  ];
  for (const list of wrong) {
    const upstreams = list.map(([name, address]) => ({ name, address }));
    it(`is not rendered for ${JSON.stringify(list)}`, () => assert.rejects(renderNginxConf({ upstreams })));
  }

  it('is not printed for what is no process', () => {
    const args = ['scripts/nginxConf.ts', 'a=example.com:80'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /example\.com:80 is not ip:port/);
  });

  it('is taken by nginx without a warning', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parlor-nginx-'));
    const upstreams = [{ name: 'a', address: '127.0.0.1:2568' }];
    const { command, args } = await nginxCommand({
      folder: join(folder, 'nginx'),
      listen: '127.0.0.1:2567',
      upstreams,
    });
    const { status, stderr } = spawnSync(command, [...args, '-t'], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stderr, /warn|alert/);
    await rm(folder, { recursive: true });
  });
});
