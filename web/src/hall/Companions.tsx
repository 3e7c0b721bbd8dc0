import { useCallback, useState } from 'react';
import { Link } from 'wouter';
import type { CompanionsView } from '../../../client/Api.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { UserText } from '../components/UserText.tsx';
import { Guest } from '../guests/Guest.tsx';
import { InviteButton } from '../party/InviteButton.tsx';
import { places } from '../session/places.ts';
import { useLoad } from '../session/useLoad.ts';
import { useMuted } from '../session/useMuted.ts';

/** So many are shown until more are wanted. */
const FEW = 4;

/** People one has played with lately: to invite, or not to hear and meet any more. Nothing for who met nobody yet. */
export function Companions() {
  const { api, player } = useParlor();
  const me = player?.id;
  const load = useCallback(() => api.companions(), [api, me]);
  const { value } = useLoad(me === undefined ? null : load);
  const [all, setAll] = useState(false);
  const players = value?.players ?? [];
  if (players.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="companions-title">
      <h2 id="companions-title">You played with</h2>
      <ul className="companions">
        {players.slice(0, all ? players.length : FEW).map((one) => (
          <Companion key={one.id} companion={one} />
        ))}
      </ul>
      {!all && players.length > FEW && (
        <button type="button" className="button button--quiet" onClick={() => setAll(true)}>
          {players.length - FEW} more
        </button>
      )}
    </section>
  );
}

function Companion({ companion: { id, name, face } }: { companion: CompanionsView['players'][number] }) {
  const { muted, mute, unmute } = useMuted();
  const hidden = muted.some((one) => one.id === id);
  return (
    <li className="companions__row">
      <Link href={places.player(id)} className="companions__who">
        <Guest of={{ id, face }} mood={hidden ? 'asleep' : 'calm'} />
        <UserText>{name}</UserText>
      </Link>
      {hidden ? (
        <span className="muted small">Muted: you sit apart.</span>
      ) : (
        <InviteButton id={id} name={name} />
      )}
      <button
        type="button"
        className="button button--quiet"
        onClick={() => (hidden ? unmute(id) : mute({ id, name }))}
      >
        {hidden ? 'Unmute' : 'Mute'}
        <span className="visually-hidden">
          {' '}
          <UserText>{name}</UserText>
        </span>
      </button>
    </li>
  );
}
