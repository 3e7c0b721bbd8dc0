import { type KeyboardEvent, type SyntheticEvent, useEffect, useRef } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Guest } from '../guests/Guest.tsx';
import { useAttempt } from '../session/useAttempt.ts';
import { useServerNow } from '../session/useServerNow.ts';
import { play } from '../sound/play.ts';
import { Accepted } from './Accepted.tsx';
import { CountdownRing, LATE_MS } from './CountdownRing.tsx';
import { notifyWhenHidden } from './notifyWhenHidden.ts';
import { useTitleFlash } from './useTitleFlash.ts';

/** A table is proposed: asks whether one is there, on whatever page one is. Enter accepts. */
export function ReadyCheckDialog() {
  const parlor = useParlor();
  const check = parlor.readyCheck;
  const deadline = check?.deadline ?? null;
  const now = useServerNow(check ? 100 : 0);
  const [attempt, busy] = useAttempt();
  const dialog = useRef<HTMLDialogElement>(null);
  const acceptButton = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const own = check?.own ?? false;

  useEffect(() => {
    const element = dialog.current;
    if (!element || deadline === null) return;
    element.showModal();
    acceptButton.current?.focus();
    play('ready');
    const close = notifyWhenHidden('A table is ready', 'Accept within a few seconds.');
    return () => {
      close();
      element.close();
    };
  }, [deadline]);
  useEffect(() => {
    if (own) heading.current?.focus();
  }, [own]);
  useTitleFlash(check !== null && !own, 'A table is ready!');

  if (!check) return null;
  const left = Math.max(0, check.deadline - now);
  const over = left === 0;
  return (
    <dialog
      ref={dialog}
      className="dialog ready"
      role="alertdialog"
      aria-labelledby="ready-title"
      aria-describedby="ready-text"
      onCancel={(event) => event.preventDefault()}
      onKeyDown={keepOpen}
      onClose={reopen}
    >
      <CountdownRing left={left}>
        {parlor.player && (
          <Guest of={parlor.player} mood={own ? 'glad' : left < LATE_MS ? 'sweating' : 'calm'} lively />
        )}
      </CountdownRing>
      <h2 id="ready-title" ref={heading} tabIndex={-1}>
        {own ? 'You are in' : 'A table is ready'}
      </h2>
      <p id="ready-text" className="muted">
        {own ? 'Waiting for the others to accept.' : 'It starts with those who accept.'}
      </p>
      <Accepted accepted={check.accepted} needed={check.needed} />
      {!own && (
        <div className="ready__buttons">
          <button
            ref={acceptButton}
            type="button"
            className="button button--primary button--large"
            aria-disabled={busy || over}
            onClick={() => !busy && !over && attempt(() => parlor.acceptTable())}
          >
            Accept
          </button>
          <button
            type="button"
            className="button button--quiet"
            aria-disabled={busy || over}
            onClick={() => !busy && !over && attempt(() => parlor.declineTable())}
          >
            Decline, and take a short break
          </button>
        </div>
      )}
    </dialog>
  );
}

/** Escape neither accepts nor declines. */
function keepOpen(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.preventDefault();
}

/** Browsers let no page keep a dialog open against all Escapes: it is there again at once. */
function reopen({ currentTarget: dialog }: SyntheticEvent<HTMLDialogElement>): void {
  if (!dialog.open && dialog.isConnected) dialog.showModal();
}
