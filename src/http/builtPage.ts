import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where `index.html` has the build's name, once it is served. */
const NAME = '<meta name="parlor-build" content="" />';

/** The built client on disk. It may be built anew while this runs: that is seen when somebody asks for the page. */
export class BuiltPage {
  readonly folder: string;
  #html = '';
  #build: string | undefined;
  #readAt: number | undefined;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Names what is served, as `<time>-<hash>` by its newest and all of its files: of two names with different hashes
   * the one with the later time is newer. Undefined until it was read.
   */
  get build(): string | undefined {
    return this.#build;
  }

  /** The page, for an address from where this way leads to the root: all of its links are relative. @throws without one */
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
    const [html, build] = await Promise.all([readFile(index, 'utf8'), nameOf(this.folder)]);
    this.#html = html.replace(NAME, NAME.replace('""', `"${build}"`));
    this.#build = build;
    this.#readAt = mtimeMs;
  }
}

async function nameOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const hash = createHash('sha256');
  let newest = 0;
  for (const file of files.sort()) {
    hash
      .update(file.slice(folder.length))
      .update('\0')
      .update(await readFile(file));
    newest = Math.max(newest, (await stat(file)).mtimeMs);
  }
  return `${Math.floor(newest).toString(36)}-${hash.digest('hex').slice(0, 12)}`;
}
