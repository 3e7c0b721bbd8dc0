import type { PartyView } from '../../../client/Parties.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Toggle } from '../components/Toggle.tsx';
import { useAttempt } from '../session/useAttempt.ts';

/** For the leader: who may come in by the code. */
export function PartyDoor({ party }: { party: PartyView }) {
  const { parties } = useParlor();
  const [attempt, busy] = useAttempt();
  return (
    <div className="party__door">
      <Toggle
        label="Closed"
        hint="Only who is invited by name comes in."
        checked={party.locked}
        onChange={(locked) => !busy && attempt(() => parties.lock(locked))}
      />
      <button
        type="button"
        className="button"
        aria-disabled={busy}
        onClick={() => !busy && attempt(() => parties.renewCode())}
      >
        New code and link
      </button>
    </div>
  );
}
