declare module 'pokersolver' {
  class Hand {
    static solve(cards: string[]): Hand;
    static winners(hands: Hand[]): Hand[];
    readonly name: string;
    readonly cardPool: { toString(): string }[];
  }
  const solver: { Hand: typeof Hand };
  export = solver;
}
