import { useEffect } from 'react';
import type { Parlor } from '../../../client/Parlor.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { GAME } from '../lib/game.ts';
import { type MutedPlayer, prefer, preferences } from './preferences.ts';
import { usePreferences } from './usePreferences.ts';

interface Muted {
  muted: readonly MutedPlayer[];
  mute(player: MutedPlayer): void;
  unmute(id: string): void;
}

/** Who is muted in this browser, and how to change that. */
export function useMuted(): Muted {
  const parlor = useParlor();
  const { muted } = usePreferences();
  return {
    muted,
    mute({ id, name }) {
      parlor.mute(id);
      prefer({ muted: [...without(id), { id, name }] });
      tellServer(parlor);
    },
    unmute(id) {
      parlor.unmute(id);
      prefer({ muted: without(id) });
      tellServer(parlor);
    },
  };
}

/** Mutes again, for whoever signs in, those who were muted on an earlier visit. */
export function useMuteAgain(): void {
  const parlor = useParlor();
  const player = parlor.player?.id;
  useEffect(() => {
    if (player === undefined) return;
    const { muted } = preferences();
    for (const { id } of muted) parlor.mute(id);
    if (muted.length > 0) tellServer(parlor);
  }, [parlor, player]);
}

/** The matcher keeps apart whom one does not want to hear. It is told again on the next visit when this fails. */
function tellServer({ api, player }: Parlor): void {
  if (!player) return;
  const { bots, muted } = preferences();
  const blocked = muted.map(({ id }) => id);
  api.prefer({ game: GAME, regions: {}, bots, blocked }).catch(() => {});
}

function without(id: string): MutedPlayer[] {
  return preferences().muted.filter((one) => one.id !== id);
}
