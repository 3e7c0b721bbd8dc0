import { FULL } from './move.ts';

/** Field → [bytes, least, most]. */
export const INPUT = {
  mx: [1, -FULL, FULL],
  my: [1, -FULL, FULL],
  aim: [2, 0, 4_095],
  buttons: [1, 0, 3],
  view: [2, 0, 65_535],
} as const;
