import { type FormEvent, useState } from 'react';
import { Link, Redirect } from 'wouter';
import { ParlorError } from '../../../client/ParlorError.ts';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { NameField } from '../lobby/NameField.tsx';
import { explain } from '../session/explain.ts';
import { useParlor } from '../session/ParlorContext.ts';
import { places } from '../session/places.ts';
import { useEnter } from '../session/useEnter.ts';

/** Where a party's link leads: a name if one has none, and in. */
export function JoinPartyPage({ code }: { code: string }) {
  const parlor = useParlor();
  const enter = useEnter();
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  usePageTitle('Join a party');
  const { current } = parlor.parties;
  const elsewhere = current !== null && current.code !== code.toUpperCase();

  async function join(): Promise<void> {
    await enter(name.trim() || undefined);
    if (parlor.parties.current && elsewhere) await parlor.parties.leave();
    await parlor.parties.join(code);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setRefused(null);
    join()
      .catch(setRefused)
      .finally(() => setBusy(false));
  }

  if (current && !elsewhere) return <Redirect to={places.home} />;
  const gone = refused instanceof ParlorError && refused.code === 'unknown_party';
  return (
    <form className="card play join" aria-labelledby="join-title" onSubmit={submit}>
      <h1 id="join-title">Join the party</h1>
      <p className="invite__code">
        <span className="muted small">Code</span>
        <b>{code.toUpperCase()}</b>
      </p>
      {!parlor.player && <NameField name={name} onChange={setName} />}
      {elsewhere && <p className="note">You are in another party, which you leave by joining this one.</p>}
      {refused !== null && (
        <p className="note note--bad" role="alert">
          {gone
            ? 'There is no such party any more. Ask for a new link, or open a party yourself.'
            : explain(refused)}
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
