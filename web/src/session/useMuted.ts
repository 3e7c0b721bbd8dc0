import { useEffect, useMemo } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { mutedPlayers, namesWanted } from './mutedPlayers.ts';
import { type MutedPlayer, prefer, preferences } from './preferences.ts';
import { usePreferences } from './usePreferences.ts';

interface Muted {
  muted: readonly MutedPlayer[];
  mute(player: MutedPlayer): void;
  unmute(id: string): void;
}

/**
 * Whom the player muted, on whatever device, and how to change that. The list is the server's, the names are of here.
 */
export function useMuted(): Muted {
  const parlor = useParlor();
  const { muted: named } = usePreferences();
  const ids = [...parlor.muted].join();
  const muted = useMemo(() => mutedPlayers(ids === '' ? [] : ids.split(','), named), [ids, named]);
  return {
    muted,
    mute({ id, name }) {
      parlor.mute(id);
      keepName(id, name);
    },
    unmute: (id) => parlor.unmute(id),
  };
}

/** Has the server's list here, and the names of those on it. */
export function useMutedFollowed(): void {
  const parlor = useParlor();
  useEffect(() => {
    parlor.followMuted();
    const asked = new Set<string>();
    return parlor.on('muted', (ids) => {
      for (const id of namesWanted(ids, preferences().muted)) {
        if (asked.has(id)) continue;
        asked.add(id);
        // Who is gone stays without a name, as does who cannot be asked for now: until the next visit.
        parlor.api.profile(id).then(
          ({ name }) => keepName(id, name),
          () => {},
        );
      }
    });
  }, [parlor]);
}

function keepName(id: string, name: string): void {
  prefer({ muted: [...preferences().muted.filter((one) => one.id !== id), { id, name }] });
}
