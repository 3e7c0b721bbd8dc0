let name = '';
let face: string | undefined;
const watching = new Set<() => void>();

/** The name that somebody wrote who is not signed in yet, however they come in then; undefined without one. */
export function wantedName(): string | undefined {
  return name.trim() || undefined;
}

/** How somebody wants to look who is not signed in yet; undefined for who was not asked. */
export function wantedFace(): string | undefined {
  return face;
}

/** Remembers it as it is written. */
export function wantName(written: string): void {
  name = written;
}

export function wantFace(chosen: string): void {
  face = chosen;
  for (const tell of watching) tell();
}

/** Tells whenever another face is wanted. @returns a function that ends it */
export function onWantedFace(tell: () => void): () => void {
  watching.add(tell);
  return () => watching.delete(tell);
}
