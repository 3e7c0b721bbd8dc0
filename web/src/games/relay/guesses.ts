/** Whom one thinks to come first, by match; for as long as the page is open. */
const guesses = new Map<string, string>();

export function guessed(match: string): string | undefined {
  return guesses.get(match);
}

export function guess(match: string, player: string): void {
  guesses.set(match, player);
}
