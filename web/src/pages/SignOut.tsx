import { useState } from 'react';
import { useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { beLeftAlone } from '../notifications/closedPage.ts';
import { places } from '../session/places.ts';
import { useAttempt } from '../session/useAttempt.ts';

/** The way out. A guest who leaves is gone for good, and is asked. */
export function SignOut({ guest }: { guest: boolean }) {
  const parlor = useParlor();
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState(false);
  const [attempt, busy] = useAttempt();

  function leave(): void {
    setAsking(false);
    attempt(async () => {
      await beLeftAlone(parlor.notifications).catch(() => {}); // the browser has forgotten it by then
      await parlor.signOut();
      navigate(places.home);
    });
  }

  return (
    <div>
      <button
        type="button"
        className="button"
        aria-disabled={busy}
        onClick={() => (guest ? setAsking(true) : leave())}
      >
        Sign out
      </button>
      <ConfirmDialog
        open={asking}
        title="Sign out as a guest?"
        text="Nobody can come back to a guest: name, rating and matches stay behind. An account keeps them."
        confirm="Sign out"
        keep="Stay"
        onConfirm={leave}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
