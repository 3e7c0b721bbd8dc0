/** What became of it: the device showed its sheet, the address was copied, or nothing could be done. */
type Shared = 'shown' | 'copied' | 'not';

/** Hands something on: by what the device has for it, else the address is copied. */
export async function share(what: { title: string; url: string; files?: File[] }): Promise<Shared> {
  const { navigator } = globalThis;
  try {
    if (typeof navigator.share === 'function' && (!what.files || navigator.canShare?.(what))) {
      await navigator.share(what);
      return 'shown';
    }
  } catch (error) {
    // Whoever closed the sheet did not want to share.
    if (error instanceof DOMException && error.name === 'AbortError') return 'shown';
  }
  try {
    await navigator.clipboard.writeText(what.url);
    return 'copied';
  } catch {
    return 'not';
  }
}
