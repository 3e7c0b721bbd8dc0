import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

interface Service {
  /** Of Debian. */
  package: string;
  present(): boolean;
  /** Where it cannot be had its tests say so, and the others are run. */
  optional?: boolean;
}

/** What the tests start besides Node. */
const SERVICES: readonly Service[] = [
  {
    package: 'postgresql',
    present: () => existsSync('/usr/lib/postgresql') && postgresVersions().length > 0,
  },
  { package: 'redis-server', present: () => onPath('redis-server') },
  { package: 'nginx', present: () => onPath('nginx') || existsSync('/usr/sbin/nginx') },
  { package: 'chromium', present: () => onPath('chromium') },
  { package: 'prometheus', present: () => onPath('prometheus') && onPath('promtool') },
  { package: 'firefox-esr', present: () => onPath('firefox-esr'), optional: true },
  { package: 'webkit2gtk-driver', present: () => onPath('WebKitWebDriver'), optional: true },
  { package: 'xvfb', present: () => onPath('Xvfb'), optional: true },
];

function onPath(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

function postgresVersions(): string[] {
  return readdirSync('/usr/lib/postgresql').filter((v) => existsSync(`/usr/lib/postgresql/${v}/bin/initdb`));
}

/** Installs what is missing where apt-get may be used, and otherwise says exactly what to install. */
function ensureServices(): void {
  const missing = SERVICES.filter((service) => !service.present());
  if (missing.length === 0) return;
  const needed = missing.filter(({ optional }) => !optional);
  const asRoot = process.getuid?.() === 0;
  if (!onPath('apt-get') || !asRoot) {
    const names = namesOf(missing);
    console.error(`The tests need these Debian packages (or their equal): ${names}`);
    console.error(`Install them, for instance with: sudo apt-get install ${names}`);
    if (needed.length > 0) process.exit(1);
    return;
  }
  console.log(`Installing for the tests: ${namesOf(missing)}`);
  aptGet('update', '-qq');
  try {
    install(missing);
  } catch (error) {
    if (needed.length === missing.length) throw error;
    console.error('Not all of them can be had: some tests will be skipped.');
    if (needed.length > 0) install(needed);
  }
}

function namesOf(services: readonly Service[]): string {
  return services.map((service) => service.package).join(' ');
}

function install(services: readonly Service[]): void {
  aptGet('install', '-y', '-qq', '--no-install-recommends', ...services.map((service) => service.package));
}

function aptGet(...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', args, { stdio: 'inherit', env });
}

ensureServices();
