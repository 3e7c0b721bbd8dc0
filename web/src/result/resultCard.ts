import { podiumOf } from './podiumOf.ts';
import type { ResultRow } from './resultView.ts';
import { ordinal } from './resultView.ts';

/** Of the picture, in its own px: as messengers show it. */
export const CARD = { width: 1200, height: 630 };

const STEP = { width: 220, gap: 12, heights: [250, 180, 140] };
const FLOOR = 610;
const MIDDLE = 840;

/** Where one of the first three stands in the picture. */
export interface CardPlace {
  row: ResultRow;
  place: string;
  /** The step, from its upper left corner down to the floor. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** How large the guest is, who stands on it. */
  guest: number;
}

/** The podium as it is drawn. */
export function cardPlaces(rows: readonly ResultRow[]): CardPlace[] {
  const { steps } = podiumOf(rows);
  const whole = steps.length * STEP.width + (steps.length - 1) * STEP.gap;
  return steps.map(({ row, height: step }, index) => {
    const height = STEP.heights[step - 1] ?? 0;
    return {
      row,
      place: ordinal(row.rank),
      x: MIDDLE - whole / 2 + index * (STEP.width + STEP.gap),
      y: FLOOR - height,
      width: STEP.width,
      height: height + CARD.height - FLOOR,
      guest: step === 1 ? 210 : 170,
    };
  });
}

/**
 * A text in lines of at most `width`, and at most so many; what does not fit ends with dots.
 * @param measure how wide a text is
 */
export function linesOf(
  text: string,
  width: number,
  most: number,
  measure: (text: string) => number,
): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && measure(`${last} ${word}`) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const shown = lines.slice(0, most).map((line) => shortened(line, width, measure));
  if (lines.length > most) shown[most - 1] = shortened(`${shown[most - 1]}…`, width, measure);
  return shown;
}

/** A text that is too wide, cut at its end. */
export function shortened(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  const letters = [...text.replace(/…$/, '')];
  while (letters.length > 1 && measure(`${letters.join('')}…`) > width) letters.pop();
  return `${letters.join('')}…`;
}
