/**
 * Does something for as long as `life` lasts: that of a client, or of the player who is signed in there.
 * @throws ParlorError `closed` when it ended before or meanwhile, whatever came of the work
 */
export async function whileAlive<T>(life: AbortSignal, work: () => Promise<T>): Promise<T> {
  life.throwIfAborted();
  try {
    return await work();
  } finally {
    life.throwIfAborted();
  }
}
