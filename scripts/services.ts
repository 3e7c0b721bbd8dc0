import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

/** What the tests start besides Node: the Debian package and how to see that it is there. */
const SERVICES: { package: string; present(): boolean }[] = [
  {
    package: 'postgresql',
    present: () => existsSync('/usr/lib/postgresql') && postgresVersions().length > 0,
  },
  { package: 'redis-server', present: () => onPath('redis-server') },
  { package: 'nginx', present: () => onPath('nginx') || existsSync('/usr/sbin/nginx') },
  { package: 'chromium', present: () => onPath('chromium') },
];

function onPath(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

function postgresVersions(): string[] {
  return readdirSync('/usr/lib/postgresql').filter((v) => existsSync(`/usr/lib/postgresql/${v}/bin/initdb`));
}

/** Installs what is missing where apt-get may be used, and otherwise says exactly what to install. */
function ensureServices(): void {
  const missing = SERVICES.filter((service) => !service.present()).map((service) => service.package);
  if (missing.length === 0) return;
  const asRoot = process.getuid?.() === 0;
  if (!onPath('apt-get') || !asRoot) {
    console.error(`The tests need these Debian packages (or their equal): ${missing.join(' ')}`);
    console.error(`Install them, for instance with: sudo apt-get install ${missing.join(' ')}`);
    process.exit(1);
  }
  console.log(`Installing for the tests: ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
    stdio: 'inherit',
    env,
  });
}

ensureServices();
