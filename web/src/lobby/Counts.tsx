import type { LobbySnapshot } from '../../../client/Lobby.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';

/** How many are here. Without a socket only how many wait is known; before anything is, there is room for all. */
export function Counts({ lobby: { online, playing, queued } }: { lobby: LobbySnapshot }) {
  // One's own ticket may know of more, as it comes first.
  const inLine = useParlor().ticket?.waiting ?? 0;
  const counts = [
    { count: online, of: 'online' },
    { count: playing, of: 'playing' },
    { count: queued === null ? null : Math.max(queued, inLine), of: 'waiting' },
  ];
  return (
    <p className="counts">
      {counts
        .filter(({ count }) => count !== null || queued === null)
        .map(({ count, of }) => (
          <span key={of}>
            <b>{count ?? '–'}</b> {of}
          </span>
        ))}
    </p>
  );
}
