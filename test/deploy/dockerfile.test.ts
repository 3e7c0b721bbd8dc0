import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { validate } from 'dockerfile-utils';
import { freePort } from '../../scripts/cluster/freePorts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
const ignored = readFileSync(join(root, '.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'));

interface Stage {
  name: string;
  steps: { what: string; how: string }[];
}

/** The stages of the Dockerfile; the last one is the image. None of its steps goes over several lines. */
function stages(): Stage[] {
  const found: Stage[] = [];
  for (const [, what = '', how = ''] of dockerfile.matchAll(/^([A-Z]+) (.+)$/gm)) {
    if (what === 'FROM') found.push({ name: / AS (\w+)$/.exec(how)?.[1] ?? 'image', steps: [] });
    else found.at(-1)?.steps.push({ what, how });
  }
  return found;
}

/** Files that are in the repository, or would be, and that an image may see. */
function context(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter((file) => file && !ignored.some((one) => file === one || file.startsWith(`${one}/`)));
}

describe('the Dockerfile', function () {
  this.timeout(500_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'parlor-image-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has nothing that a linter minds', () => {
    assert.deepEqual(validate(dockerfile), []);
  });

  it('makes a server of nothing but what it copies: it starts, is well, serves the page and stops', async () => {
    const all = stages();
    for (const stage of all) await build(stage, join(folder, stage.name));
    const last = all.at(-1) as Stage;
    const step = (name: string) => last.steps.find(({ what }) => what === name)?.how ?? assert.fail(name);
    const [program = '', ...args] = JSON.parse(step('CMD')) as string[];
    assert.deepEqual([program, ...args], ['node', 'src/index.ts'], 'signals reach it');
    const image = join(folder, last.name);
    const env = {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: String(await freePort()),
      ...imageEnv(last),
    };
    const secrets = {
      JWT_SECRET: randomBytes(32).toString('hex'),
      OPERATOR_PASSWORD: 'correct horse battery',
    };
    const server = spawn(process.execPath, args, {
      cwd: image,
      env: { ...env, ...secrets },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(server, 'exit');
    try {
      const lines: string[] = [];
      for await (const line of createInterface(server.stdout)) {
        lines.push(line);
        if (line.includes('Parlor is ready')) break;
      }
      server.stdout.resume();
      assert.match(lines.join('\n'), /Parlor is ready/);
      const page = await fetch(`http://127.0.0.1:${env.PORT}/app/`);
      assert.match(await page.text(), /<div id="root">/);
      const [, check = ''] = / CMD (\[.*\])$/.exec(step('HEALTHCHECK')) ?? [];
      const [, ...checks] = JSON.parse(check) as string[];
      await promisify(execFile)(process.execPath, checks, { env });
      await assert.rejects(promisify(execFile)(process.execPath, checks, { env: { ...env, PORT: '1' } }));
      server.kill('SIGTERM');
      assert.deepEqual(await exited, [0, null]);
    } finally {
      server.kill('SIGKILL');
    }
  });

  const missing = whatBuildahMisses();
  it(`is what buildah makes an image of${missing && ` (skipped: ${missing})`}`, async function () {
    if (missing) this.skip();
    const image = 'localhost/parlor-test';
    const own = ['--pull-never', '--isolation', 'chroot', '--quiet', '--tag', image];
    await promisify(execFile)('buildah', ['bud', ...own, root], { maxBuffer: 16 * 1024 * 1024 });
    try {
      const asked = [
        'inspect',
        '--type',
        'image',
        '--format',
        '{{.OCIv1.Config.User}} {{.OCIv1.Config.Cmd}}',
      ];
      const { stdout } = await promisify(execFile)('buildah', [...asked, image]);
      assert.equal(stdout.trim(), 'node [node src/index.ts]');
    } finally {
      await promisify(execFile)('buildah', ['rmi', image]);
    }
  });

  async function build({ steps }: Stage, to: string): Promise<void> {
    mkdirSync(to);
    for (const { what, how } of steps) {
      if (what === 'COPY') copy(how.split(' '), to);
      // Who it belongs to is a matter of users that are not here.
      else if (what === 'RUN') await run(how.replace(/ && chown .+/, ''), to);
      else assert.ok(['WORKDIR', 'ENV', 'USER', 'EXPOSE', 'HEALTHCHECK', 'CMD'].includes(what), what);
    }
  }

  function copy(words: string[], to: string): void {
    const [first = ''] = words;
    const target = join(to, words.at(-1) ?? '');
    const stage = /^--from=(\w+)$/.exec(first)?.[1];
    if (stage !== undefined) {
      const from = join(folder, stage, relative('/build', words[1] ?? ''));
      cpSync(from, target, { recursive: true, verbatimSymlinks: true });
      return;
    }
    for (const from of words.slice(0, -1)) {
      const files = from === '.' ? context() : [from];
      for (const file of files) {
        mkdirSync(dirname(join(target, file)), { recursive: true });
        cpSync(join(root, file), join(target, file));
      }
    }
  }

  /** Packages that npm has here already are not fetched anew. */
  async function run(command: string, cwd: string): Promise<void> {
    // Not what the npm that runs the tests says of itself.
    const own = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_ENV$)/.test(name));
    const env = { ...Object.fromEntries(own), npm_config_prefer_offline: 'true' };
    await promisify(execFile)('sh', ['-c', command], { cwd, env, maxBuffer: 16 * 1024 * 1024 });
  }
});

/**
 * Why buildah cannot make an image here; nothing when it can. It is to fetch none: registries are not ours to count on.
 */
function whatBuildahMisses(): string {
  const base = /^FROM (\S+)/m.exec(dockerfile)?.[1] ?? '';
  const { error, stdout } = spawnSync('buildah', ['images', '--quiet', base], { encoding: 'utf8' });
  if (error) return 'there is no buildah';
  return stdout.trim() ? '' : `buildah has no ${base}`;
}

function imageEnv({ steps }: Stage): Record<string, string> {
  const set = steps.filter(({ what }) => what === 'ENV').map(({ how }) => how.split('='));
  return Object.fromEntries(set);
}
