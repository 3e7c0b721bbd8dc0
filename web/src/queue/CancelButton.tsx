import type { TicketView } from '../../../client/Queue.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useAttempt } from '../session/useAttempt.ts';

/** The way out of the queue. */
export function CancelButton({ ticket, large = false }: { ticket: TicketView; large?: boolean }) {
  const parlor = useParlor();
  const [attempt, busy] = useAttempt();
  const disabled = busy || ticket.state !== 'waiting';
  const label = ticket.party === null ? 'Cancel' : 'Cancel for the party';
  return (
    <button
      type="button"
      className={`button ${large ? 'button--large' : ''}`}
      aria-label={label}
      aria-disabled={disabled}
      onClick={() => !disabled && attempt(() => parlor.cancelQueue())}
    >
      {large ? label : 'Cancel'}
    </button>
  );
}
