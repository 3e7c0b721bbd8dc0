/** Why relay does not take an action: stable codes, and a sentence for people. A refusal costs nothing. */
export const RELAY_REFUSALS = {
  eliminated: 'You are out of this match.',
  locked: 'A wrong answer locked you for a moment.',
  no_such_puzzle: 'There is no such puzzle of yours.',
  puzzle_closed: 'This puzzle is closed.',
  not_asked_yet: 'The question comes when the grid is gone.',
  too_fast: 'Nobody reads and types that fast.',
  too_few_points: 'You have too few points to skip.',
} as const;

export type RelayRefusal = keyof typeof RELAY_REFUSALS;
