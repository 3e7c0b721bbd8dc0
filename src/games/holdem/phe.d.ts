declare module 'phe' {
  /**
   * Strength of five to seven cards, 1 (best) to 7462. Cards are 0 to 51, rank × 4 + suit; what is none counts as
   * something.
   */
  export function evaluateCardCodes(cards: readonly number[]): number;
  /** What they make: 0 (straight flush) to 8 (high card). */
  export function rankCardCodes(cards: readonly number[]): number;
}
