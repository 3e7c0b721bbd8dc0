import { type FormEvent, useState } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Choice } from '../components/Choice.tsx';
import { explain } from '../session/explain.ts';

const WAYS = [
  { value: 'register', text: 'New account' },
  { value: 'sign_in', text: 'Sign in' },
] as const;

const SHORTEST_PASSWORD = 8;

/**
 * An account for who has none: a guest keeps name, rating and matches.
 * @param lit its key is what most people came to press
 */
export function AccountForms({ lit = true }: { lit?: boolean }) {
  const parlor = useParlor();
  const [way, setWay] = useState<'register' | 'sign_in'>('register');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const fresh = way === 'register';

  async function go(): Promise<void> {
    await (fresh ? parlor.register(email.trim(), password) : parlor.signIn(email.trim(), password));
    await parlor.enterLobby();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setRefused(null);
    go()
      .catch((error: unknown) => setRefused(explain(error)))
      .finally(() => setBusy(false));
  }

  return (
    <form className="stack" onSubmit={submit}>
      <Choice label="New account or sign in" options={WAYS} value={way} onChange={setWay} />
      <p className="muted small">
        {fresh
          ? parlor.player
            ? 'It keeps your name, your ratings and your matches, on every device.'
            : 'Your name, your ratings and your matches, on every device.'
          : parlor.player
            ? 'You leave the guest that you are now.'
            : 'With the address and the password of your account.'}
      </p>
      <label className="field">
        <span className="field__label">Email</span>
        <input
          className="input"
          type="email"
          required
          value={email}
          autoComplete="email"
          onChange={(event) => setEmail(event.target.value)}
        />
      </label>
      <label className="field">
        <span className="field__label">Password</span>
        <input
          className="input"
          type="password"
          required
          minLength={fresh ? SHORTEST_PASSWORD : undefined}
          placeholder={fresh ? `At least ${SHORTEST_PASSWORD} characters` : undefined}
          value={password}
          autoComplete={fresh ? 'new-password' : 'current-password'}
          onChange={(event) => setPassword(event.target.value)}
        />
      </label>
      {refused !== null && (
        <p className="note note--bad" role="alert">
          {refused}
        </p>
      )}
      <button type="submit" className={`button ${lit ? 'button--primary' : ''}`} aria-disabled={busy}>
        {fresh ? 'Make the account' : 'Sign in'}
      </button>
    </form>
  );
}
