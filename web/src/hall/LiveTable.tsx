import type { LobbyMatch } from '../../../client/Lobby.ts';
import { glimpsesOf } from '../games/registry.ts';
import { MiniTable } from './MiniTable.tsx';
import { StillTable } from './StillTable.tsx';
import { useWatched } from './useWatched.ts';

interface Props {
  match: LobbyMatch;
  /** It is looked at: else it stands as it was seen last. */
  seen: boolean;
  /** How often it is looked at. */
  everyMs: number;
}

/** A table of people, as it plays. */
export function LiveTable({ match: { id, game, faces }, seen, everyMs }: Props) {
  const view = useWatched(id, seen, everyMs);
  if (!view) return <StillTable game={game} {...(faces ? { faces } : {})} />;
  return <MiniTable game={game} glimpse={glimpsesOf(game).of(view)} />;
}
