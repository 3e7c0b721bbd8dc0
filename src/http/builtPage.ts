import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** Names the build in `index.html`. */
const BUILD = 'parlor-build';
/** Files that shrink, by how their names end. */
const TEXTS = new Set(['.js', '.css', '.svg', '.webmanifest']);
const pack = promisify(gzip);

/** The built client on disk. It may be built anew while this runs: that is seen when somebody asks for the page. */
export class BuiltPage {
  readonly folder: string;
  readonly #told: Readonly<Record<string, string>>;
  #html = '';
  #build: string | undefined;
  #packed: ReadonlyMap<string, Buffer> = new Map();
  #readAt: number | undefined;

  /** @param told what the page is told as it is served, by the names of its `meta` elements: words without quotes */
  constructor(folder: string, told: Readonly<Record<string, string>> = {}) {
    this.folder = folder;
    this.#told = told;
  }

  /**
   * Names what is served, as `<time>-<hash>` by its newest and all of its files: of two names with different hashes
   * the one with the later time is newer. Undefined until it was read.
   */
  get build(): string | undefined {
    return this.#build;
  }

  /** A file as gzip has it, by its path below the folder; undefined for what does not shrink, or is not there. */
  packed(path: string): Buffer | undefined {
    return this.#packed.get(path);
  }

  /**
   * The page, for an address from where this way leads to the root: all of its links are relative.
   * @throws without one
   */
  async html(toRoot: string): Promise<string> {
    await this.read().catch((error: unknown) => {
      if (this.#readAt === undefined) throw error; // else it is just being built anew
    });
    return this.#html.replaceAll('="./', `="${toRoot}app/`);
  }

  /** @throws when there is no page */
  async read(): Promise<void> {
    const index = join(this.folder, 'index.html');
    const { mtimeMs } = await stat(index);
    if (mtimeMs === this.#readAt) return;
    const files = await readAll(this.folder);
    const build = nameOf(files);
    const html = files.get('/index.html')?.bytes.toString() ?? '';
    this.#packed = await packed(files);
    this.#html = withMeta(html, { ...this.#told, [BUILD]: build });
    this.#build = build;
    this.#readAt = mtimeMs;
  }
}

/** The page with the `content` of its empty `meta` elements. */
function withMeta(html: string, told: Readonly<Record<string, string>>): string {
  return Object.entries(told).reduce(
    (text, [name, content]) =>
      text.replace(`<meta name="${name}" content="" />`, `<meta name="${name}" content="${content}" />`),
    html,
  );
}

interface BuiltFile {
  bytes: Buffer;
  mtimeMs: number;
}

/** Every file of a folder, by its path below it, in the order of these. */
async function readAll(folder: string): Promise<Map<string, BuiltFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  const files = new Map<string, BuiltFile>();
  for (const path of paths) {
    const { mtimeMs } = await stat(path);
    files.set(path.slice(folder.length), { bytes: await readFile(path), mtimeMs });
  }
  return files;
}

function nameOf(files: ReadonlyMap<string, BuiltFile>): string {
  const hash = createHash('sha256');
  for (const [path, { bytes }] of files) hash.update(path).update('\0').update(bytes);
  const newest = Math.max(...[...files.values()].map(({ mtimeMs }) => mtimeMs));
  return `${Math.floor(newest).toString(36)}-${hash.digest('hex').slice(0, 12)}`;
}

/** Packed once: for each who asks it would cost more than all else that is done for them. */
async function packed(files: ReadonlyMap<string, BuiltFile>): Promise<Map<string, Buffer>> {
  const texts = [...files].filter(([path]) => TEXTS.has(extname(path)));
  const all = texts.map(async ([path, { bytes }]) => [path, await pack(bytes, { level: 9 })] as const);
  return new Map(await Promise.all(all));
}
