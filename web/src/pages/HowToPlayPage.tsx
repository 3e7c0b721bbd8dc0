import { Link } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { ParlorScene } from '../components/ParlorScene.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { useChosenGame, useGame, useGames } from '../games/GamesContext.tsx';
import { WithGame } from '../games/WithGame.tsx';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { PlayButtons } from '../lobby/PlayButtons.tsx';
import { places } from '../session/places.ts';

const COMING = <Waiting>Fetching the rules…</Waiting>;

/** How a game is played: what it is, its rules as its own module has them, and the ways to begin. */
export function HowToPlayPage({ game: name }: { game?: string }) {
  const { ticket } = useParlor();
  const games = useGames();
  const named = useGame(name ?? null);
  const chosen = useChosenGame();
  const game = named ?? chosen;
  usePageTitle('How to play');
  return (
    <div className="sheet-page">
      <header className="home__intro">
        <h1>{game && games && games.length > 1 ? `How to play ${game.title}` : 'How to play'}</h1>
        <ParlorScene className="home__scene" />
        {game && <p className="home__lead">{game.about}</p>}
      </header>
      {games && games.length > 1 && (
        <nav className="row" aria-label="Games">
          {games.map(({ name, title }) => (
            <Link
              key={name}
              href={places.howToPlayGame(name)}
              className="button"
              aria-current={name === game?.name ? 'page' : undefined}
            >
              {title}
            </Link>
          ))}
        </nav>
      )}
      {game ? (
        <WithGame key={game.name} game={game.name} meanwhile={COMING}>
          {({ HowToPlay }) => (
            <>
              <HowToPlay game={game.name} />
              {!ticket && (
                <form className="play" onSubmit={(event) => event.preventDefault()}>
                  <PlayButtons game={game.name} />
                </form>
              )}
            </>
          )}
        </WithGame>
      ) : (
        COMING
      )}
    </div>
  );
}
