import { useState } from 'react';
import { useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { places } from '../session/places.ts';
import { useAttempt } from '../session/useAttempt.ts';

/** The way out for good. It is asked once more. */
export function DeleteAccount() {
  const parlor = useParlor();
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState(false);
  const [attempt, busy] = useAttempt();

  function remove(): void {
    setAsking(false);
    attempt(async () => {
      await parlor.deleteAccount();
      navigate(places.home);
    });
  }

  return (
    <div>
      <button
        type="button"
        className="button button--danger"
        aria-disabled={busy}
        onClick={() => setAsking(true)}
      >
        Delete account
      </button>
      <ConfirmDialog
        open={asking}
        title="Delete your account for good?"
        text="Your name, e-mail address, ratings and settings are gone, and nobody can bring them back. A match that runs is forfeited. Matches you played stay, without your name."
        confirm="Delete for good"
        keep="Keep it"
        onConfirm={remove}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
