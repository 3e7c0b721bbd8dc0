import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { ParlorError } from '../../../client/ParlorError.ts';
import type { PartyGlance } from '../../../client/Parties.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { UserText } from '../components/UserText.tsx';
import { useGame, useTitles } from '../games/GamesContext.tsx';
import { StillTable } from '../hall/StillTable.tsx';
import { NameField } from '../lobby/NameField.tsx';
import { explain } from '../session/explain.ts';
import { places } from '../session/places.ts';
import { useEnter } from '../session/useEnter.ts';

/** With these the party is another than it was when it was looked up. */
const CHANGED = new Set(['unknown_party', 'party_full', 'party_locked']);

interface Props {
  party: PartyGlance;
  /** Looks it up again. */
  lookAgain(): void;
}

/** Whose party it is, a name if one has none, and in. */
export function JoinParty({ party, lookAgain }: Props) {
  const parlor = useParlor();
  const enter = useEnter();
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const elsewhere = parlor.parties.current !== null;
  const title = useTitles()(party.game);
  const about = useGame(party.game)?.about;

  async function join(): Promise<void> {
    await enter(name.trim() || undefined);
    try {
      await parlor.parties.join(party.code);
    } catch (error) {
      if (!(error instanceof ParlorError && error.code === 'already_in_party')) throw error;
      // Only now: this party is there, so that leaving the other one is not for nothing.
      await parlor.parties.leave();
      await parlor.parties.join(party.code);
    }
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setRefused(null);
    join()
      .catch((error: unknown) => {
        if (error instanceof ParlorError && CHANGED.has(error.code)) lookAgain();
        else setRefused(explain(error));
      })
      .finally(() => setBusy(false));
  }

  return (
    <form className="card play join" aria-labelledby="join-title" onSubmit={submit}>
      <div className="join__picture door__picture">
        <StillTable game={party.game} />
      </div>
      <h1 id="join-title">
        Join <UserText>{party.leader}</UserText>’s party
      </h1>
      <p className="muted numbers">
        {party.members} of 5 here so far. You play {title} at one table.
      </p>
      {about && <p className="small">{about}</p>}
      <p className="invite__code">
        <span className="muted small">Code</span>
        <b>{party.code}</b>
      </p>
      {!parlor.player && <NameField name={name} onChange={setName} />}
      {elsewhere && <p className="note">You are in another party, which you leave by joining this one.</p>}
      {refused !== null && (
        <p className="note note--bad" role="alert">
          {refused}
        </p>
      )}
      <button type="submit" className="button button--primary button--large" aria-disabled={busy}>
        Join
      </button>
      <Link href={places.home} className="button button--quiet">
        To the lobby
      </Link>
    </form>
  );
}
