import { useCallback } from 'react';
import { Link } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { UserText } from '../components/UserText.tsx';
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
import { Ratings } from './Ratings.tsx';

/** A player: ratings and matches. */
export function ProfilePage({ id }: { id: string }) {
  const { api, player } = useParlor();
  const profile = useLoad(useCallback(() => api.profile(id), [api, id]));
  const me = player?.id === id;
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
      <Ratings ratings={value?.ratings ?? null} me={me} />
      {me && (
        <section className="card stack" aria-labelledby="look-title">
          <h2 id="look-title">Your look</h2>
          <OwnFace />
        </section>
      )}
      <section className="card stack" aria-labelledby="history-title">
        <h2 id="history-title">Matches</h2>
        <History player={id} me={me} />
      </section>
      {me && <Companions />}
    </div>
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
