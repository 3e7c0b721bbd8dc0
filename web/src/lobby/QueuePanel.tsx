import type { TicketState } from '../../../client/Queue.ts';
import { clock, wait } from '../lib/duration.ts';
import { useNow } from '../lib/useNow.ts';
import { useParlor } from '../session/ParlorContext.ts';
import { useAttempt } from '../session/useAttempt.ts';

/** The place in the queue: how long, how far, why, and the way out. */
export function QueuePanel({ ticket }: { ticket: TicketState }) {
  const parlor = useParlor();
  const now = useNow(1000);
  const [attempt, busy] = useAttempt();
  const waited = now - Date.parse(ticket.enqueued_at);
  const matched = ticket.state === 'matched';
  return (
    <section className="card play" aria-labelledby="queue-title">
      <h2 id="queue-title" role="status">
        {matched ? 'A table is ready' : 'Looking for a table'}
      </h2>
      <dl className="queue__facts">
        <div className="fact">
          <dt>Waited</dt>
          <dd>{clock(waited)}</dd>
        </div>
        <div className="fact">
          <dt>Place in line</dt>
          <dd aria-live="polite">{ticket.position > 0 ? `${ticket.position} of ${ticket.waiting}` : '–'}</dd>
        </div>
        <div className="fact">
          <dt>About</dt>
          <dd>{ticket.estimated_wait === null ? '–' : wait(ticket.estimated_wait)}</dd>
        </div>
      </dl>
      <p className="queue__why">{ticket.why}</p>
      <button
        type="button"
        className="button button--large"
        aria-disabled={busy || matched}
        onClick={() => !busy && !matched && attempt(() => parlor.cancelQueue())}
      >
        Cancel
      </button>
    </section>
  );
}
