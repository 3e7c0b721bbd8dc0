import type { PartyView } from '../../../client/Parties.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { PlayButtons } from '../lobby/PlayButtons.tsx';
import { useAttempt } from '../session/useAttempt.ts';
import { PrivateStart } from './PrivateStart.tsx';

/** How a party begins: its leader starts once all are ready, the others say that they are. */
export function PartyPlay({ party }: { party: PartyView }) {
  const parlor = useParlor();
  const [attempt, busy] = useAttempt();
  const me = party.members.find(({ id }) => id === parlor.player?.id);
  const late = party.members.filter(({ ready }) => !ready).map(({ name }) => name);
  if (party.leader === me?.id) {
    return (
      <>
        <PlayButtons blocked={late.length > 0} />
        <PrivateStart people={party.members.length} blocked={late.length > 0} />
        <p className="muted small" role="status">
          {late.length > 0
            ? `Not ready yet: ${late.join(', ')}.`
            : 'Everybody is ready. You start for the party.'}
        </p>
      </>
    );
  }
  const leader = party.members.find(({ id }) => id === party.leader)?.name ?? 'The leader';
  const ready = me?.ready ?? false;
  return (
    <>
      <button
        type="button"
        className={`button button--large ${ready ? '' : 'button--primary'}`}
        aria-pressed={ready}
        aria-disabled={busy}
        onClick={() => !busy && attempt(() => parlor.parties.ready(!ready))}
      >
        {ready ? 'Not ready after all' : 'I am ready'}
      </button>
      <p className="muted small">{ready ? `${leader} starts for the party.` : `${leader} waits for you.`}</p>
    </>
  );
}
