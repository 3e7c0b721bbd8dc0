import type { ReactNode } from 'react';
import { NotLoaded } from '../components/NotLoaded.tsx';
import type { GamePage } from './GamePage.ts';
import { useGamePage } from './useGamePage.ts';

interface Props {
  game: string;
  meanwhile: ReactNode;
  children(page: GamePage): ReactNode;
}

/** Something that a game's own module shows: once it is here, or why it is not. */
export function WithGame({ game, meanwhile, children }: Props) {
  const { page, failed, again } = useGamePage(game);
  if (page) return children(page);
  return failed ? <NotLoaded again={again} /> : meanwhile;
}
