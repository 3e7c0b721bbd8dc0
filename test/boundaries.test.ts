import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Import {
  from: string;
  /** A path from the root for our own files, a package's name otherwise. */
  to: string;
  typeOnly: boolean;
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('node_modules') && !file.startsWith('web/dist'));
}

const STATEMENT = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const resolve = (to: string) => (to.startsWith('.') ? normalize(join(dirname(file), to)) : to);
  const named = [...text.matchAll(STATEMENT)].map(([, type, to]) => ({
    from: file,
    to: resolve(to as string),
    typeOnly: type !== undefined,
  }));
  const dynamic = [...text.matchAll(DYNAMIC)].map(([, to]) => ({
    from: file,
    to: resolve(to as string),
    typeOnly: false,
  }));
  return [...named, ...dynamic];
}

const sources = [...filesIn('src'), ...filesIn('client'), ...filesIn('web')];
const imports = sources.flatMap(importsOf);

/** Which part of the layout a file or package belongs to. */
function partOf(path: string): string {
  const game = /^src\/games\/([^/]+)\//.exec(path);
  if (game) return `game:${game[1]}`;
  if (/^src\/games\/[^/]+\.ts$/.test(path)) return 'game contract';
  const known = /^src\/([^/.]+)\//.exec(path);
  if (known) return known[1] as string;
  if (path.startsWith('src/')) return 'root';
  if (path.startsWith('client/')) return 'client';
  if (path.startsWith('web/')) return 'web';
  return 'package';
}

const PURE = ['src/matchmaking/rating.ts', 'src/matchmaking/tickets.ts'];
const FRAMEWORKS = /^(@colyseus\/|typeorm|express|ioredis|pg$|@electric-sql)/;
const NODE = /^node:/;
/** What a replay in the browser needs of us: a match without a network, and the whole of its game. */
const REPLAYED = /^src\/(match\/(match|canonical)|games\/([^/]+)\/\3|schema\/[^/]+)\.ts$/;

interface Rule {
  part: string;
  /** Parts it may import as values; types may come from wherever `types` says. */
  values: string[];
  types?: string[];
  packages: RegExp;
}

/** What rules share with the page. A game's folder `shared` imports nothing but itself and `lib`. */
const SHARED = /^src\/games\/[^/]+\/((messages|refusals|rules)|shared\/[^/]+)\.ts$/;

/** Who speaks with clients, or for them. What games are made of and what is stored is none of it. */
const WITHOUT_PROTOCOL = /^(lib|schema|entities|game contract|game:.*)$/;

const SERVICES = [
  'lib',
  'match',
  'matchmaking',
  'players',
  'push',
  'button',
  'auth',
  'metrics',
  'game contract',
];

/** No package at all. */
const NONE = /^$/;

/**
 * Who may import whom, and which packages. All but `WITHOUT_PROTOCOL` may import the protocol as well. Every folder is
 * here, but for games and `deps`, which puts all of it together.
 */
const RULES: Rule[] = [
  { part: 'protocol', values: ['protocol'], types: ['game contract', 'lib'], packages: /^(node:|zod$)/ },
  {
    part: 'lib',
    values: ['lib'],
    packages: /^(node:|@noble\/hashes\/|rate-limiter-flexible$|obscenity$|unhomoglyph\/data\.json$)/,
  },
  { part: 'game contract', values: ['lib', 'game contract'], packages: /^zod$/ },
  { part: 'match', values: ['match', 'lib', 'game contract'], packages: /^(node:crypto|zod)$/ },
  { part: 'schema', values: ['schema'], types: ['games', 'game contract'], packages: /^@colyseus\/schema$/ },
  { part: 'entities', values: ['entities'], packages: /^typeorm$/ },
  {
    part: 'persistence',
    values: ['persistence', 'entities', 'lib'],
    types: SERVICES,
    packages: /^(node:|typeorm|pg$|pg-boss$|ioredis|@electric-sql|@colyseus\/redis)/,
  },
  { part: 'matchmaking', values: SERVICES, packages: /^(node:crypto|openskill|zod)$/ },
  { part: 'players', values: SERVICES, packages: NONE },
  {
    part: 'auth',
    values: SERVICES,
    packages: /^(node:|(@colyseus\/auth|@colyseus\/core|express|zod)$)/,
  },
  { part: 'push', values: SERVICES, packages: /^(node:(crypto|https)|web-push|zod)$/ },
  { part: 'button', values: SERVICES, packages: NONE },
  { part: 'metrics', values: ['metrics', 'lib'], packages: /^(node:os|prom-client)$/ },
  {
    part: 'http',
    values: ['http', ...SERVICES],
    packages: /^(node:|(express|helmet|ipaddr\.js|pino|zod|zod-openapi)$)/,
  },
  { part: 'table', values: ['table', 'match', 'lib', 'game contract'], packages: NONE },
  {
    part: 'cluster',
    values: ['cluster', 'table', ...SERVICES],
    packages: /^@colyseus\/core$/,
  },
  {
    part: 'rooms',
    values: ['rooms', 'cluster', 'table', 'schema', ...SERVICES],
    packages: /^(node:|@colyseus\/(core|schema|shared-types|ws-transport)$|zod$)/,
  },
];

/** Whether a file of the protocol brings no package along: whoever bundles the SDK bundles what it imports. */
function needsNothing(file: string): boolean {
  return importsOf(file).every(
    ({ to, typeOnly }) => typeOnly || (partOf(to) !== 'package' && needsNothing(to)),
  );
}

function allowed({ from, to, typeOnly }: Import): boolean {
  const part = partOf(from);
  const target = partOf(to);
  if (part === 'root' || part === 'deps' || part === 'package') return true;
  if (target === 'protocol')
    return !WITHOUT_PROTOCOL.test(part) && (typeOnly || part !== 'client' || needsNothing(to));
  if (part.startsWith('game:')) {
    if (/\/shared\//.test(from)) return target === 'lib' || dirname(to) === dirname(from);
    if (target === 'package') return to === 'zod' || !FRAMEWORKS.test(to);
    return target === part || target === 'lib' || target === 'game contract';
  }
  if (part === 'client') {
    if (to === 'react') return from.startsWith('client/react/');
    if (target === 'package') return to.startsWith('@colyseus/sdk') || to.startsWith('@colyseus/schema');
    return target === 'client' || typeOnly;
  }
  if (part === 'web') {
    if (target === 'package') return !FRAMEWORKS.test(to);
    if (target === 'web' || target === 'client') return true;
    // A replay is the match itself, played again in the browser; so is a table of bots where nobody plays.
    if (/^web\/src\/(replay|attract)\//.test(from) && REPLAYED.test(to)) return true;
    // A warm-up is the game itself, played in the browser.
    const warmUp = /^web\/src\/games\/([^/]+)\/warmUp\//.exec(from)?.[1];
    if (warmUp !== undefined && (target === `game:${warmUp}` || target === 'lib')) return true;
    return typeOnly || SHARED.test(to);
  }
  const rule = RULES.find((r) => r.part === part);
  if (!rule) return false;
  if (target === 'package') return rule.packages.test(to);
  const asGame = target.startsWith('game:') ? 'games' : target;
  return rule.values.includes(asGame) || (typeOnly && (rule.types?.includes(asGame) ?? false));
}

describe('import rules', () => {
  it('hold for every file', () => {
    const broken = imports.filter((i) => !allowed(i)).map((i) => `${i.from} imports ${i.to}`);
    assert.deepEqual(broken, []);
  });

  it('are there for every folder', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((one) =>
      one.isDirectory(),
    );
    const ruled = new Set(['deps', 'games', ...RULES.map(({ part }) => part)]);
    assert.deepEqual(
      folders.map(({ name }) => name).filter((name) => !ruled.has(name)),
      [],
    );
  });

  it('keep rules and the pure matcher from the machine and from frameworks', () => {
    const pure = sources.filter(
      (f) =>
        f.startsWith('src/games/') ||
        f.startsWith('src/match/') ||
        f.startsWith('src/matchmaking/matcher/') ||
        PURE.includes(f),
    );
    const found = pure.flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const asked =
        /\b(Math\.random|Date\.now|new Date|performance\.now|setTimeout|setInterval|process\.env)\b/.exec(
          text,
        );
      const uses = importsOf(file).filter(
        (i) => FRAMEWORKS.test(i.to) || (NODE.test(i.to) && file.startsWith('src/games/')),
      );
      return [...(asked ? [`${file}: ${asked[0]}`] : []), ...uses.map((i) => `${file} imports ${i.to}`)];
    });
    assert.deepEqual(found, []);
  });

  it('leave the environment to config.ts', () => {
    const readers = sources.filter((f) => /process\.env/.test(readFileSync(join(root, f), 'utf8')));
    assert.deepEqual(
      readers.filter((f) => f.startsWith('src/') && f !== 'src/config.ts'),
      [],
    );
  });

  it('let nobody but the entry import deps, index and app.config', () => {
    const roots = /^src\/(index|app\.config|deps\/.*)\.ts$/;
    const importers = imports.filter((i) => roots.test(i.to) && !roots.test(i.from));
    assert.deepEqual(
      importers.map((i) => `${i.from} imports ${i.to}`),
      [],
    );
  });

  it('keep the load test outside: it knows the public protocol alone', () => {
    const inside = filesIn('loadtest')
      .flatMap(importsOf)
      .filter(({ to }) => /^(src|client|web|test)\//.test(to));
    assert.deepEqual(
      inside.map((i) => `${i.from} imports ${i.to}`),
      [],
    );
  });

  it('make no circles', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to } of imports.filter((i) => partOf(i.to) !== 'package')) {
      graph.set(from, [...(graph.get(from) ?? []), to]);
    }
    const done = new Set<string>();
    const visit = (file: string, path: string[]): string[] | null => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      if (done.has(file)) return null;
      for (const next of graph.get(file) ?? []) {
        const circle = visit(next, [...path, file]);
        if (circle) return circle;
      }
      done.add(file);
      return null;
    };
    const circle = [...graph.keys()].map((file) => visit(file, [])).find((found) => found !== null);
    assert.equal(circle?.join(' → '), undefined);
  });
});
