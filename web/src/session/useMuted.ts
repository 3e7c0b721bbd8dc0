import { useEffect } from 'react';
import type { Parlor } from '../../../client/Parlor.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
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

/** Mutes, for whoever signs in, those who were muted in this browser and the server does not know of. */
export function useMuteAgain(): void {
  const parlor = useParlor();
  const player = parlor.player?.id;
  useEffect(() => {
    if (player === undefined) return;
    void muteUnknown(parlor, preferences().muted)
      .then((told) => told && tellServer(parlor))
      .catch(() => {}); // on the next visit
  }, [parlor, player]);
}

/** @returns whether there were any that the server did not know of */
export async function muteUnknown(
  parlor: { mute(player: string): void; api: Pick<Parlor['api'], 'muted'> },
  muted: readonly MutedPlayer[],
): Promise<boolean> {
  if (muted.length === 0) return false;
  const known = new Set(await parlor.api.muted());
  const unknown = muted.filter(({ id }) => !known.has(id));
  for (const { id } of unknown) parlor.mute(id);
  return unknown.length > 0;
}

/** The matcher keeps apart whom one does not want to hear. It is told again on the next visit when this fails. */
function tellServer(parlor: Parlor): void {
  tell(parlor).catch(() => {});
}

async function tell({ api, player }: Parlor): Promise<void> {
  if (!player) return;
  const { bots, muted } = preferences();
  const game = preferences().game ?? (await api.games())[0]?.name ?? '';
  const blocked = muted.map(({ id }) => id);
  await api.prefer({ game, regions: {}, bots, blocked });
}

function without(id: string): MutedPlayer[] {
  return preferences().muted.filter((one) => one.id !== id);
}
