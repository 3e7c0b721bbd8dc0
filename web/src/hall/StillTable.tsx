import { glimpsesOf } from '../games/registry.ts';
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

interface Props {
  game: string;
  faces?: readonly string[];
}

/** A table at which nothing moves: until something is to be seen of it, and where nothing is. */
export function StillTable({ game, faces = FACES }: Props) {
  const { ground, starts } = glimpsesOf(game);
  const seats = faces.map((face, index) => {
    const at = starts?.[index];
    const seat = { id: face, face, bot: false, mood: 'calm' as const, figure: '', light: LIGHT, turn: false };
    return at ? { ...seat, at } : seat;
  });
  return <MiniTable glimpse={{ seats, centre: '', cards: [], ...(ground && { ground }) }} />;
}
