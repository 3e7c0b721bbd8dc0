import type { PartyView } from '../../../client/Parties.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { UserText } from '../components/UserText.tsx';
import { isolated } from '../lib/isolated.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { usePreferences } from '../session/usePreferences.ts';
import { sayReady } from './sayReady.ts';

/** For who is not the leader: to say that one is ready, and whom one waits for. */
export function PartyReady({ party }: { party: PartyView }) {
  const parlor = useParlor();
  const { player } = parlor;
  const { bots } = usePreferences();
  const [attempt, busy] = useAttempt();
  const leader = party.members.find(({ id }) => id === party.leader)?.name ?? 'The leader';
  const ready = party.members.find(({ id }) => id === player?.id)?.ready ?? false;
  return (
    <>
      <button
        type="button"
        className={`button button--large ${ready ? '' : 'button--primary'}`}
        aria-pressed={ready}
        aria-disabled={busy}
        onClick={() => !busy && attempt(() => sayReady(parlor, party, { ready: !ready, bots }))}
      >
        {ready ? 'Not ready after all' : 'I am ready'}
      </button>
      <p className="muted small">
        <UserText>{leader}</UserText> {ready ? 'starts for the party.' : 'waits for you.'}
      </p>
    </>
  );
}

/** For the leader: whom the party waits for. */
export function readiness({ members }: PartyView): string {
  const late = members.filter(({ ready }) => !ready).map(({ name }) => isolated(name));
  if (late.length > 0) return `Not ready yet: ${late.join(', ')}.`;
  return 'Everybody is ready. You start for the party.';
}
