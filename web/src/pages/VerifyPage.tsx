import { usePageTitle } from '../lib/usePageTitle.ts';
import { AskFor } from '../verify/AskFor.tsx';
import { Findings } from '../verify/Findings.tsx';
import { useVerified } from '../verify/useVerified.ts';
import '../styles/verify.css';

/** Verifies the decks of a match of hold'em, here in the browser: of this match, or of a file. */
export function VerifyPage({ id }: { id?: string }) {
  const { state, verifyFile, again } = useVerified(id ?? null);
  usePageTitle('Verify');
  return (
    <div className="sheet-page">
      <h1>Verify a match</h1>
      <p className="muted">
        Nobody can choose the cards of hold’em here: they come from a secret that the server commits to first,
        and from what every player brings. Your browser works all of it out again, by itself. Nothing is sent.
      </p>
      <AskFor id={id ?? ''} onFile={verifyFile} />
      <div role="status" className="verify__state">
        {state.is === 'working' && <p className="muted">Working it out…</p>}
        {state.is === 'failed' && <p className="note note--bad">{state.told}</p>}
      </div>
      {state.is === 'done' && <Findings match={state.match} verified={state.verified} again={again} />}
    </div>
  );
}
