import { glimpsesOf } from '../games/registry.ts';
import { castOf } from './cast.ts';
import { MiniTable } from './MiniTable.tsx';

/** Of a table that nobody looks at just now. */
const LIGHT = 0.7;

interface Props {
  game: string;
  faces?: readonly string[];
}

/** A table at which nothing moves: until something is to be seen of it, and where nothing is. */
export function StillTable({ game, faces = castOf(game) }: Props) {
  const { ground, starts } = glimpsesOf(game);
  const seats = faces.map((face, index) => {
    const at = starts?.[index];
    const seat = { id: face, face, bot: false, mood: 'calm' as const, figure: '', light: LIGHT, turn: false };
    return at ? { ...seat, at } : seat;
  });
  return <MiniTable game={game} glimpse={{ seats, centre: '', cards: [], ...(ground && { ground }) }} />;
}
