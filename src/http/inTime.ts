/** Who asks how the process is does not wait longer. */
const MAX_CHECK_MS = 3000;

/** What is promised, or null when that takes too long. */
export async function inTime<T>(promised: Promise<T>): Promise<T | null> {
  const tooLate = Promise.withResolvers<null>();
  const timer = setTimeout(() => tooLate.resolve(null), MAX_CHECK_MS);
  try {
    return await Promise.race([promised, tooLate.promise]);
  } finally {
    clearTimeout(timer);
  }
}
