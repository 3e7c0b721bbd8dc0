import { useState } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useButton } from '../../../client/react/useButton.ts';
import { ButtonRecords, OwnRecord } from '../button/ButtonRecords.tsx';
import { LastPush, PushesBefore } from '../button/LastPush.tsx';
import { OwnPushes } from '../button/OwnPushes.tsx';
import { Press } from '../button/Press.tsx';
import { PushAnnouncer } from '../button/PushAnnouncer.tsx';
import { usePush } from '../button/usePush.ts';
import { usePushes } from '../button/usePushes.ts';
import { useRecords } from '../button/useRecords.ts';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { NameField } from '../lobby/NameField.tsx';
import { hasNoConnection } from '../session/hasNoConnection.ts';
import '../styles/pressPage.css';

/** The one button of everybody: to push it, to see who did, and how close it was. */
export function ButtonPage() {
  const { player, status } = useParlor();
  const { state, pending } = useButton();
  const { seen, results } = usePushes();
  const [name, setName] = useState('');
  const { push, busy } = usePush(name);
  const [last] = seen;
  const records = useRecords(last?.version);
  const me = player?.id;
  const stands = player !== null && hasNoConnection(status);
  usePageTitle('The button');
  return (
    <div className="press-page">
      <div className="press-page__intro">
        <h1>The button</h1>
        <p className="muted">
          One for everybody. It runs down; a push begins it anew. How close do you dare?
        </p>
      </div>
      <section className="card press-page__stage" aria-label="Push it">
        <Press
          state={player && state}
          stands={stands}
          burst={results.find(({ tone }) => tone !== 'bad')?.id ?? null}
          blocked={busy}
          push={push}
        />
        <div className="press-page__facts">
          {player ? (
            <>
              <LastPush last={last} known={state !== null} me={me} />
              <OwnPushes pending={pending} results={results} stands={stands} />
              <PushesBefore seen={seen} />
              <OwnRecord own={records.value?.me} />
            </>
          ) : (
            <>
              <NameField name={name} onChange={setName} />
              <p className="muted small">Your first push makes you a guest. No account needed.</p>
            </>
          )}
        </div>
      </section>
      <PushAnnouncer last={last} me={me} />
      <ButtonRecords records={records} me={me} />
    </div>
  );
}
