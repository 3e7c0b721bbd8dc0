import { useEffect } from 'react';
import { useParlor } from './ParlorContext.ts';
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
    },
    unmute(id) {
      parlor.unmute(id);
      prefer({ muted: without(id) });
    },
  };
}

/** Mutes again, for whoever signs in, those who were muted on an earlier visit. */
export function useMuteAgain(): void {
  const parlor = useParlor();
  const player = parlor.player?.id;
  useEffect(() => {
    if (player === undefined) return;
    for (const { id } of preferences().muted) parlor.mute(id);
  }, [parlor, player]);
}

function without(id: string): MutedPlayer[] {
  return preferences().muted.filter((one) => one.id !== id);
}
