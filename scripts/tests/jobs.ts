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

/** Folders that take longest come next, each for itself, so that the end is made of what is short. */
const FIRST = ['web', 'persistence', 'e2e', 'deploy', 'games', 'docs'];

/**
 * Files of one process. What they have in common it loads once, for seconds of a core, and the next process does so
 * again.
 */
const AT_MOST = 24;

/**
 * Puts every file into one job, in the order in which they are to begin.
 * @param files paths from the root, such as `test/lib/ids.test.ts`
 */
export function jobsOf(files: readonly string[]): string[][] {
  const long = LONG.filter((file) => files.includes(file)).map((file) => [file]);
  const others = files.filter((file) => !LONG.includes(file));
  const inFolder = (folder: string) => (file: string) => file.startsWith(`test/${folder}/`);
  const first = FIRST.flatMap((folder) => parts(others.filter(inFolder(folder))));
  return [...long, ...first, ...parts(others.filter((file) => !FIRST.some((one) => inFolder(one)(file))))];
}

/** As few parts as can be, of about the same size. Neighbours go to different parts: what is alike takes alike. */
function parts(files: readonly string[]): string[][] {
  const count = Math.ceil(files.length / AT_MOST);
  return Array.from({ length: count }, (_, part) => files.filter((_, i) => i % count === part));
}
