/** A longer way is nobody's address of ours. */
const LONGEST = 32;

/**
 * The way from a request's address to where ours begin: `./` from `/feedback`, `../` from `/app/watch`. A proxy may
 * have taken a prefix away that only the browser knows of: links by this way lead back below it.
 * @param url as it was asked for, from its first slash on
 */
export function toRoot(url: string): string {
  const [path = ''] = url.split('?', 1);
  const steps = path.split('/').length - 2;
  return steps > 0 ? '../'.repeat(Math.min(steps, LONGEST)) : './';
}
