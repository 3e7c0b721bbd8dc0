import { useCallback } from 'react';
import { Link } from 'wouter';
import type { RatingView } from '../../../client/Api.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { UserText } from '../components/UserText.tsx';
import { useChosenGame, useTitles } from '../games/GamesContext.tsx';
import { Guest } from '../guests/Guest.tsx';
import { OwnFace } from '../guests/OwnFace.tsx';
import { Companions } from '../hall/Companions.tsx';
import { day } from '../lib/day.ts';
import { isolated } from '../lib/isolated.ts';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { InviteButton } from '../party/InviteButton.tsx';
import { places } from '../session/places.ts';
import { useLoad } from '../session/useLoad.ts';
import { useMuted } from '../session/useMuted.ts';
import { History } from './History.tsx';
import { NothingHere } from './NothingHere.tsx';

/** A player: ratings and matches. */
export function ProfilePage({ id }: { id: string }) {
  const { api, player } = useParlor();
  const profile = useLoad(useCallback(() => api.profile(id), [api, id]));
  const me = player?.id === id;
  const titleOf = useTitles();
  const first = useChosenGame()?.name ?? '';
  const { value } = profile;
  usePageTitle(value ? isolated(value.name) : 'Player');
  if (profile.message !== null)
    return <NothingHere title="No profile to show" text={profile.message} again={profile.again} />;
  return (
    <div className="sheet-page">
      <header className="profile__head">
        <span className="profile__face" aria-hidden="true">
          {value && <Guest of={value} lively />}
        </span>
        <div>
          <h1>{value ? <UserText>{value.name}</UserText> : 'One moment…'}</h1>
          <p className="muted small">
            {value ? `${value.guest ? 'Guest' : 'Player'} since ${day(value.created_at)}` : '\u00a0'}
          </p>
        </div>
        {me && (
          <Link href={places.settings} className="button">
            Settings
          </Link>
        )}
        {value && !me && player && <About id={id} name={value.name} />}
      </header>
      {me && (
        <section className="card stack" aria-labelledby="look-title">
          <h2 id="look-title">Your look</h2>
          <OwnFace />
        </section>
      )}
      <section className="card" aria-label="Ratings">
        {value && Object.keys(value.ratings).length === 0 && (
          <p className="muted">
            No rating yet
            {me ? ': the first finished match with people you did not come with gives one.' : '.'}
          </p>
        )}
        <dl className="figures">
          {Object.entries(value?.ratings ?? { [first]: null }).map(([game, rating]) => (
            <Figures key={game} game={titleOf(game)} rating={rating} />
          ))}
        </dl>
      </section>
      <section className="card stack" aria-labelledby="history-title">
        <h2 id="history-title">Matches</h2>
        <History player={id} me={me} />
      </section>
      {me && <Companions />}
    </div>
  );
}

function Figures({ game, rating }: { game: string; rating: RatingView | null }) {
  return (
    <>
      <div className="figure">
        <dt>Rating in {game}</dt>
        <dd>{rating?.rating ?? '–'}</dd>
      </div>
      <div className="figure">
        <dt>Place</dt>
        <dd>{rating?.rank ?? '–'}</dd>
      </div>
      <div className="figure">
        <dt>Matches</dt>
        <dd>{rating?.played ?? '–'}</dd>
      </div>
      <div className="figure">
        <dt>The rating is</dt>
        <dd>{rating ? (rating.provisional ? 'still new' : 'settled') : '–'}</dd>
      </div>
    </>
  );
}

/** What one may do about somebody else. */
function About({ id, name }: { id: string; name: string }) {
  const { muted, mute, unmute } = useMuted();
  const hidden = muted.some((one) => one.id === id);
  return (
    <div className="row">
      <InviteButton id={id} name={name} />
      <button type="button" className="button" onClick={() => (hidden ? unmute(id) : mute({ id, name }))}>
        {hidden ? 'Unmute' : 'Mute'}
      </button>
    </div>
  );
}
