import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useChosenGame } from '../games/GamesContext.tsx';
import { places } from '../session/places.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { useEnter } from '../session/useEnter.ts';

/** For somebody without a party: open one, or go to one by its code. */
export function StartParty() {
  const parlor = useParlor();
  const enter = useEnter();
  const game = useChosenGame()?.name;
  const [, navigate] = useLocation();
  const [attempt, busy] = useAttempt();
  const [code, setCode] = useState('');
  const written = code.trim();

  function open(): void {
    const from = window.location.pathname;
    attempt(async () => {
      await enter();
      await parlor.parties.create(game);
      // Who went on to another page meanwhile is not called back.
      if (window.location.pathname === from) navigate(places.home);
    });
  }

  function go(event: FormEvent): void {
    event.preventDefault();
    if (written !== '') navigate(places.party(written));
  }

  return (
    <section className="card party" aria-labelledby="party-title">
      <h2 id="party-title">Play with friends</h2>
      <p className="muted small">Two to five of you sit at the same table. Friends need no account.</p>
      <button type="button" className="button" aria-disabled={busy} onClick={() => !busy && open()}>
        Open a party
      </button>
      <form className="party__join" onSubmit={go}>
        <label className="visually-hidden" htmlFor="party-code">
          A friend’s code
        </label>
        <input
          id="party-code"
          className="input party__code"
          value={code}
          placeholder="A friend’s code"
          maxLength={12}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          enterKeyHint="go"
          onChange={(event) => setCode(event.target.value)}
        />
        <button type="submit" className="button" aria-disabled={written === ''}>
          Join
        </button>
      </form>
    </section>
  );
}
