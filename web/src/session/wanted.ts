let name = '';
let face: string | undefined;

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
}
