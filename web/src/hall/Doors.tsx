import { useCallback } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useChosenGame, useGames } from '../games/GamesContext.tsx';
import { useOnScreen } from '../lib/useOnScreen.ts';
import { TOLD_GAMES } from '../session/deployed.ts';
import { useLoad } from '../session/useLoad.ts';
import { Door, type Entering } from './Door.tsx';
import { useNowPlaying } from './useNowPlaying.ts';

interface Props {
  /** One may play by oneself just now. */
  open: boolean;
  entering: Entering;
  /** For somebody who is not signed in yet. */
  name: string | undefined;
}

/** Every game of the server. Their places are kept until they are known. */
export function Doors({ open, entering, name }: Props) {
  const { api, parties, player } = useParlor();
  const games = useGames();
  const chosen = useChosenGame();
  const [doors, seen] = useOnScreen<HTMLUListElement>();
  const now = useNowPlaying(seen);
  const me = player?.id;
  const load = useCallback(() => api.me(), [api, me]);
  const { value: mine } = useLoad(me === undefined ? null : load);
  const party = parties.current;
  const leads = party !== null && party.leader === me;
  const keys = open ? 'play' : leads && party.members.length > 1 ? 'choose' : 'none';
  if (!games) {
    return (
      <ul ref={doors} className="doors" aria-hidden="true">
        {(TOLD_GAMES.length > 0 ? TOLD_GAMES : ['one', 'two']).map((told) => (
          <li key={told} className="door door--coming skeleton" />
        ))}
      </ul>
    );
  }
  return (
    <ul ref={doors} className={`doors ${games.length === 1 ? 'doors--one' : ''}`}>
      {games.map((game) => (
        <li key={game.name}>
          <Door
            game={game}
            chosen={game.name === chosen?.name}
            now={now(game.name)}
            rating={mine?.ratings[game.name] ?? null}
            keys={keys}
            entering={entering}
            name={name}
          />
        </li>
      ))}
    </ul>
  );
}
