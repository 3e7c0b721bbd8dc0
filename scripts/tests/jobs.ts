/**
 * Files that take a minute or more, longest first: each has a process of its own, and they begin before all others, as
 * what begins last is waited for alone.
 */
export const LONG = [
  'test/drill/protections.test.ts',
  'test/docs/tutorial.test.ts',
  'test/backup/backup.test.ts',
  'test/e2e/loadtest.test.ts',
  'test/web/holdem.test.ts',
  'test/web/layout.test.ts',
  'test/web/storage.test.ts',
  'test/e2e/cluster.test.ts',
  'test/web/engines.test.ts',
  'test/web/arena.test.ts',
  'test/web/guest.test.ts',
  'test/web/button.test.ts',
];

/** Folders that take longest come next, so that the end is made of short ones. */
const FIRST = ['web', 'deploy', 'e2e', 'docs', 'persistence', 'games'];

/** Files of one process: it loads once what they have in common, and the next process does so again. */
const AT_MOST = 16;

/**
 * Puts every file into one job, in the order in which they are to begin.
 * @param files paths from the root, such as `test/lib/ids.test.ts`
 */
export function jobsOf(files: readonly string[]): string[][] {
  const long = LONG.filter((file) => files.includes(file)).map((file) => [file]);
  const folders = Map.groupBy(
    files.filter((file) => !LONG.includes(file)),
    folderOf,
  );
  const names = [...folders.keys()].sort((a, b) => placeOf(a) - placeOf(b));
  return [...long, ...names.flatMap((name) => parts(folders.get(name) ?? []))];
}

/** The first folder below `test`; '' for a file that is in none. */
function folderOf(file: string): string {
  return /^test\/([^/]+)\//.exec(file)?.[1] ?? '';
}

function placeOf(folder: string): number {
  const place = FIRST.indexOf(folder);
  return place === -1 ? FIRST.length : place;
}

/** As few parts as can be, of about the same size. Neighbours go to different parts: what is alike takes alike. */
function parts(files: readonly string[]): string[][] {
  const count = Math.ceil(files.length / AT_MOST);
  return Array.from({ length: count }, (_, part) => files.filter((_, i) => i % count === part));
}
