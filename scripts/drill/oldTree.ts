import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** The code as it was at a commit, in a folder of its own. */
export interface OldTree {
  folder: string;
  remove(): Promise<void>;
}

/**
 * Makes a work tree of a commit. It runs with the packages of today.
 * @throws Error when there is no such commit
 */
export async function oldTree(commit: string): Promise<OldTree> {
  const outer = await mkdtemp(join(tmpdir(), 'parlor-tree-'));
  const folder = join(outer, 'parlor');
  const remove = async () => {
    await run('git', ['-C', root, 'worktree', 'remove', '--force', folder]).catch(() => {});
    await rm(outer, { recursive: true, force: true });
  };
  try {
    await run('git', ['-C', root, 'worktree', 'add', '--detach', folder, commit]);
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, remove };
}
