import { useEffect } from 'react';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useGamePage } from '../games/useGamePage.ts';
import { play } from './play.ts';
import { tableSounds } from './tableSounds.ts';

/** Lets who plays hear their table; who watches hears nothing. */
export function useTableSounds(match: MatchConnection): void {
  const me = useParlor().player?.id;
  const { page } = useGamePage(match.game);
  const sounds = page?.sounds;
  useEffect(() => {
    if (me === undefined || match.role !== 'player') return;
    return tableSounds(match, me, sounds ?? {}, play);
  }, [match, me, sounds]);
}
