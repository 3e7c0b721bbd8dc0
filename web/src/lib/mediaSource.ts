/** What a component listens to, and reads. */
interface MediaSource {
  subscribe(changed: () => void): () => void;
  matches(): boolean;
}

const known = new Map<string, MediaSource>();

/**
 * A media query, asked of the browser once: to ask is dear, and a table's components read it with every word of the
 * server. The same object for the same query, so that nobody subscribes anew.
 */
export function mediaSource(query: string): MediaSource {
  let source = known.get(query);
  if (!source) {
    const media = globalThis.matchMedia(query);
    source = {
      subscribe(changed) {
        media.addEventListener('change', changed);
        return () => media.removeEventListener('change', changed);
      },
      matches: () => media.matches,
    };
    known.set(query, source);
  }
  return source;
}
