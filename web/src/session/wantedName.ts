let wanted = '';

/** The name that somebody wrote who is not signed in yet, however they come in then; undefined without one. */
export function wantedName(): string | undefined {
  return wanted.trim() || undefined;
}

/** Remembers it as it is written. */
export function wantName(name: string): void {
  wanted = name;
}
