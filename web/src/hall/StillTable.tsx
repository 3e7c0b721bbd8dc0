import { MiniTable } from './MiniTable.tsx';

/** Where nobody is known. */
const FACES = [
  'star-olive-hat',
  'circle-blue-glasses',
  'square-plum-beanie',
  'triangle-green-shades',
  'diamond-rose-bow',
];
/** Of a table that nobody looks at just now. */
const LIGHT = 0.7;

/** A table at which nothing moves: until something is to be seen of it, and where nothing is. */
export function StillTable({ faces = FACES }: { faces?: readonly string[] }) {
  const seats = faces.map((face) => ({
    ...{ id: face, face, bot: false, mood: 'calm' as const, figure: '', light: LIGHT, turn: false },
  }));
  return <MiniTable glimpse={{ seats, centre: '', cards: [] }} />;
}
