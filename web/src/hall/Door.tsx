import { useId } from 'react';
import { Link } from 'wouter';
import type { GameInfoView, RatingView } from '../../../client/Api.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { usePlay } from '../lobby/usePlay.ts';
import { ordinal } from '../result/resultView.ts';
import { places } from '../session/places.ts';
import { prefer } from '../session/preferences.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { usePreferences } from '../session/usePreferences.ts';
import { DoorPicture } from './DoorPicture.tsx';

/** Runs what may fail, and whether something is under way. */
export type Entering = ReturnType<typeof useAttempt>;

interface Props {
  game: GameInfoView;
  /** It is the one that was played last, or the party's. */
  chosen: boolean;
  now: { playing: number; waiting: number } | null;
  /** One's own; null for who has none. */
  rating: RatingView | null;
  /** What can be pressed here: Play; for a party's leader to choose; or nothing. */
  keys: 'play' | 'choose' | 'none';
  /** Of all doors one is entered at a time. */
  entering: Entering;
  /** For somebody who is not signed in yet. */
  name: string | undefined;
}

/** A game as a door: what goes on behind it, who plays, how one stands, and the way in. */
export function Door({ game, chosen, now, rating, keys, entering, name }: Props) {
  const title = useId();
  return (
    <article className={`door ${chosen ? 'door--chosen' : ''}`} aria-labelledby={title}>
      <DoorPicture game={game.name} />
      <div className="door__text">
        <div className="door__head">
          <h3 id={title}>{game.title}</h3>
          <p className="door__now small numbers">
            {now && nowText(now)}
            {rating && (
              <span className="door__rank">
                you {rating.rank === null ? '' : `${ordinal(rating.rank)}, `}
                {rating.rating}
              </span>
            )}
          </p>
        </div>
        <p className="door__about small muted">{game.about}</p>
        <div className="door__keys">
          {keys === 'play' && <PlayKeys {...{ game, chosen, entering, name }} />}
          {keys === 'choose' && <ChooseKey game={game.name} chosen={chosen} />}
          {keys === 'none' && chosen && <span className="badge">your party plays this</span>}
          <Link href={places.howToPlayGame(game.name)} className="door__rules small">
            Rules<span className="visually-hidden"> of {game.title}</span>
          </Link>
        </div>
      </div>
    </article>
  );
}

/** In a form, Enter presses Play of the chosen one. */
function PlayKeys({
  game: { name: game, title },
  chosen,
  entering: [attempt, busy],
  name,
}: Pick<Props, 'game' | 'chosen' | 'entering' | 'name'>) {
  const { parties } = useParlor();
  const { bots: always } = usePreferences();
  const play = usePlay();

  function enter(bots: boolean): void {
    if (busy) return;
    attempt(async () => {
      prefer({ game });
      if (parties.current && parties.current.game !== game) await parties.setGame(game);
      await play({ bots, game, name });
    });
  }

  // The chosen one is what Play is for.
  const which = chosen ? null : <span className="visually-hidden"> {title}</span>;
  return (
    <>
      <button
        type={chosen ? 'submit' : 'button'}
        className={`button door__play ${chosen ? 'button--primary' : ''}`}
        aria-disabled={busy}
        onClick={() => enter(always)}
      >
        Play{which}
      </button>
      <button type="button" className="button" aria-disabled={busy} onClick={() => enter(true)}>
        <span className="visually-hidden">Play{which}</span> <span className="door__with">with bots</span>
      </button>
    </>
  );
}

/** For the leader of a party. */
function ChooseKey({ game, chosen }: { game: string; chosen: boolean }) {
  const { parties } = useParlor();
  const [attempt, busy] = useAttempt();
  return (
    <button
      type="button"
      className="button"
      aria-pressed={chosen}
      aria-disabled={busy}
      onClick={() => !busy && !chosen && attempt(() => parties.setGame(game))}
    >
      {chosen ? 'Your party plays this' : 'Play this instead'}
    </button>
  );
}

function nowText({ playing, waiting }: { playing: number; waiting: number }): string {
  if (playing > 0) return waiting > 0 ? `${playing} playing, ${waiting} waiting` : `${playing} playing`;
  return waiting > 0 ? `${waiting} waiting` : 'seats are free';
}
