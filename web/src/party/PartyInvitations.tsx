import { useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { UserText } from '../components/UserText.tsx';
import { Guest } from '../guests/Guest.tsx';
import { focusOn } from '../lib/useFocusWhenChanged.ts';
import { places } from '../session/places.ts';
import { useAttempt } from '../session/useAttempt.ts';

/** On every page: who wants one in their party. */
export function PartyInvitations() {
  const parlor = useParlor();
  const [, navigate] = useLocation();
  const [attempt, busy] = useAttempt();

  function accept(from: string): void {
    attempt(async () => {
      await parlor.parties.accept(from);
      navigate(places.home);
      focusOn(null);
    });
  }

  function dismiss(from: string): void {
    parlor.parties.dismiss(from);
    focusOn(null);
  }

  return (
    <div role="status">
      {parlor.parties.invitations.map(({ from, name, face }) => (
        <div key={from} className="banner">
          <span>
            <Guest of={{ id: from, face }} mood="glad" /> <UserText>{name}</UserText> invites you to a party.
          </span>
          <span className="row">
            <button
              type="button"
              className="button button--primary"
              aria-disabled={busy}
              onClick={() => !busy && accept(from)}
            >
              Join <UserText>{name}</UserText>
            </button>
            <button type="button" className="button" onClick={() => dismiss(from)}>
              Not now
            </button>
          </span>
        </div>
      ))}
    </div>
  );
}
