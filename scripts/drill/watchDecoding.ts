/** How the standard client decodes: it says on the console what it cannot make sense of, and goes on. */
type Decode = (bytes: Uint8Array, it?: { offset: number }) => unknown;

/** Tells of all that a room's decoder complains of from here on, or dies of. */
export function watchDecoding(room: object, tell: (text: string) => void): void {
  const { serializer } = room as { serializer: { setState: Decode; patch: Decode } };
  for (const method of ['setState', 'patch'] as const) {
    const decode = serializer[method].bind(serializer);
    serializer[method] = (...of) => overhear(() => decode(...of), tell);
  }
}

function overhear<T>(work: () => T, tell: (text: string) => void): T {
  const { warn, error } = console;
  const hear = (...said: unknown[]) => tell(said.map(String).join(' ').slice(0, 200));
  Object.assign(console, { warn: hear, error: hear });
  try {
    return work();
  } catch (died) {
    hear(died);
    throw died;
  } finally {
    Object.assign(console, { warn, error });
  }
}
