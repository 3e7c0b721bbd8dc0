import type { LobbySnapshot } from '../../../client/Lobby.ts';

/** How many are here. */
export function Counts({ lobby }: { lobby: LobbySnapshot }) {
  return (
    <p className="counts">
      <span>
        <b>{lobby.online}</b> online
      </span>
      <span>
        <b>{lobby.playing}</b> playing
      </span>
      <span>
        <b>{lobby.queued}</b> waiting
      </span>
    </p>
  );
}
