import { useEffect, useRef, useState } from 'react';
import type { TicketView } from '../../../client/Queue.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Sentence } from '../components/Sentence.tsx';
import { Guest } from '../guests/Guest.tsx';
import { clock, waitRange } from '../lib/duration.ts';
import { useServerNow } from '../session/useServerNow.ts';
import { BotsButton } from './BotsButton.tsx';
import { CancelButton } from './CancelButton.tsx';
import { SearchWidth } from './SearchWidth.tsx';
import { tableSizes, tellsWait } from './searchView.ts';

/** The place in the queue: how long, how far, how wide the search is, why, and the way out. */
export function QueuePanel({ ticket }: { ticket: TicketView }) {
  const { player } = useParlor();
  const now = useServerNow(1000);
  const panel = useInSight();
  const { bots } = ticket;
  const fellThrough = useFellThrough(ticket);
  const waited = Math.max(0, now - Date.parse(ticket.enqueued_at));
  return (
    <section ref={panel} className="card play queue" id="queue-panel" aria-labelledby="queue-title">
      <div className="queue__head">
        <span className="queue__guest">{player && <Guest of={player} lively />}</span>
        <div role="status">
          <h2 id="queue-title">{ticket.state === 'waiting' ? 'Looking for a table' : 'A table is ready'}</h2>
        </div>
        <p className="queue__elapsed numbers" role="timer" aria-label="Waited so far" aria-live="off">
          {clock(waited)}
        </p>
      </div>
      {fellThrough && (
        <p className="note" role="status">
          That table did not come together. You kept your place and go first.
        </p>
      )}
      <dl className="queue__facts">
        <div className="fact">
          <dt>Place in line</dt>
          <dd>
            {ticket.position > 0 ? ticket.position : '–'}
            {ticket.position > 0 && <span className="fact__of"> of {ticket.waiting}</span>}
          </dd>
        </div>
        <div className="fact">
          <dt>Table of</dt>
          <dd>{tableSizes(ticket.widening)}</dd>
        </div>
        {ticket.estimated_wait !== null && tellsWait(ticket) && (
          <div className="fact">
            <dt>Still to wait</dt>
            <dd>{waitRange(ticket.estimated_wait, ticket.estimated_wait_max)}</dd>
          </div>
        )}
      </dl>
      {bots ? (
        <p>People first; bots take the seats that are still empty after a few seconds.</p>
      ) : (
        <SearchWidth window={ticket.window} />
      )}
      <details className="queue__why">
        <summary>Why am I waiting?</summary>
        <p className="muted">
          <Sentence text={ticket.why} />
        </p>
      </details>
      {!bots && ticket.party === null && <BotsButton ticket={ticket} />}
      <CancelButton ticket={ticket} large />
    </section>
  );
}

/** It may be asked for from a door far below. */
function useInSight() {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return panel;
}

/** Whether this ticket's last table fell through. */
function useFellThrough({ state }: TicketView): boolean {
  const [proposed, setProposed] = useState(false);
  useEffect(() => {
    if (state === 'proposed') setProposed(true);
  }, [state]);
  return proposed && state === 'waiting';
}
