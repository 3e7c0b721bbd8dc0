import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, stat, statfs } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Course } from './Course.ts';
import { Refused } from './Refused.ts';

/** A file of a backup, by its path in it. */
export interface CopiedFile {
  path: string;
  bytes: number;
  sha256: string;
}

/** Files below a folder by their paths in it, in order. Those of which `leaveOut` says so are not among them. */
export async function filesBelow(
  folder: string,
  leaveOut: (path: string) => boolean = () => false,
): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !leaveOut(path))
    .sort();
}

/**
 * Makes the folders that are below a folder: an empty one counts as well. Those of which `leaveOut` says so are not
 * made.
 */
export async function makeFoldersOf(
  from: string,
  to: string,
  leaveOut: (path: string) => boolean = () => false,
): Promise<void> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => relative(from, join(entry.parentPath, entry.name)));
  for (const path of folders.filter((each) => !leaveOut(each)))
    await mkdir(join(to, path), { recursive: true, mode: 0o700 });
}

/** Copies files from one folder to another, onto the disk. A file that is gone by then is not needed any more. */
export async function copyFiles(
  paths: readonly string[],
  { from, to, course }: { from: string; to: string; course: Course },
): Promise<void> {
  const sizes = await Promise.all(paths.map((path) => sizeOf(join(from, path))));
  const progress = course.progress(sizes.reduce((sum, bytes) => sum + bytes, 0));
  for (const path of paths) {
    await mkdir(dirname(join(to, path)), { recursive: true, mode: 0o700 });
    const counted = new Transform({
      transform(chunk: Buffer, _, done) {
        progress(chunk.length);
        done(null, chunk);
      },
    });
    const written = createWriteStream(join(to, path), { mode: 0o600, flush: true });
    try {
      await pipeline(createReadStream(join(from, path)), counted, written, { signal: course.signal });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

/** Files with their sums, by which a damaged backup is known. */
export async function sumFiles(
  folder: string,
  paths: readonly string[],
  course: Course,
): Promise<CopiedFile[]> {
  const summed: CopiedFile[] = [];
  for (const path of paths) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(folder, path)), hash, { signal: course.signal });
    summed.push({ path, bytes: await sizeOf(join(folder, path)), sha256: hash.digest('hex') });
  }
  return summed;
}

/** @throws Refused when files are not as they were when the backup was made */
export async function checkFiles(
  folder: string,
  expected: readonly CopiedFile[],
  course: Course,
): Promise<void> {
  for (const file of expected) {
    const [found] = await sumFiles(folder, [file.path], course).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return [];
    });
    if (found?.sha256 !== file.sha256) throw new Refused(`${join(folder, file.path)} is damaged or gone.`);
  }
}

/** @throws Refused when a disk has not as much room as is to be written to it */
export async function checkRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= bytes) return;
  const mb = (size: number) => `${Math.ceil(size / 1e6)} MB`;
  throw new Refused(`${folder} has room for ${mb(bavail * bsize)}, and ${mb(bytes)} are needed.`);
}

export async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => ({ size: 0 }))).size;
}
