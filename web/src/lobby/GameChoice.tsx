import { Link } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useChosenGame, useGames } from '../games/GamesContext.tsx';
import { places } from '../session/places.ts';
import { prefer } from '../session/preferences.ts';
import { useAttempt } from '../session/useAttempt.ts';

/** What Play is for: the server's game in a sentence, or one of its games to be chosen. In a party its leader chooses. */
export function GameChoice() {
  const { parties, player } = useParlor();
  const games = useGames();
  const chosen = useChosenGame();
  const [attempt, busy] = useAttempt();
  const party = parties.current;
  if (!games || !chosen) return <div className="skeleton games__room" aria-hidden="true" />;
  if (games.length === 1 || (party && party.leader !== player?.id)) {
    return (
      <p className="games__about">
        <b>{chosen.title}</b>
        {chosen.about && ` ${chosen.about}`} <Link href={places.howToPlayGame(chosen.name)}>How to play</Link>
      </p>
    );
  }

  function choose(game: string): void {
    prefer({ game });
    if (party) attempt(() => parties.setGame(game));
  }

  return (
    <fieldset className="games" aria-busy={busy}>
      <legend className="visually-hidden">Which game</legend>
      {games.map(({ name, title, about }) => (
        <div key={name} className="games__game">
          <label>
            <input type="radio" name="game" checked={name === chosen.name} onChange={() => choose(name)} />
            <span>
              <b>{title}</b>
              {about && name === chosen.name && <span className="muted"> {about}</span>}
            </span>
          </label>
          {name === chosen.name && (
            <Link href={places.howToPlayGame(name)} className="games__rules small">
              How to play<span className="visually-hidden"> {title}</span>
            </Link>
          )}
        </div>
      ))}
    </fieldset>
  );
}
