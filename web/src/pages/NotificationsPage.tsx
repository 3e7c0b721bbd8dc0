import { useEffect } from 'react';
import { Link } from 'wouter';
import type { NotificationView } from '../../../client/Notifications.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useNotifications } from '../../../client/react/useNotifications.ts';
import { ParlorScene } from '../components/ParlorScene.tsx';
import { UserText } from '../components/UserText.tsx';
import { moment } from '../lib/day.ts';
import { spoken } from '../lib/spoken.ts';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { AskBrowser } from '../notifications/AskBrowser.tsx';
import { linkOf } from '../notifications/linkOf.ts';
import { MutedTopics } from '../notifications/MutedTopics.tsx';
import { useSeen, useWatch } from '../notifications/useSeen.ts';
import { useTell } from '../session/NoticesContext.ts';
import { useAttempt } from '../session/useAttempt.ts';

/** What one was told: newest first, to be seen, put away, or not told again. */
export function NotificationsPage() {
  const { player } = useParlor();
  const notifications = useNotifications();
  const tell = useTell();
  const [attempt, busy] = useAttempt();
  const { items, unread, hasOlder } = notifications;
  const id = player?.id;
  usePageTitle('Notifications');
  const watch = useWatch();
  useEffect(() => {
    if (id !== undefined) notifications.load().catch(tell);
  }, [notifications, id, tell]);
  return (
    <div className="sheet-page">
      <div className="row row--apart">
        <h1>Notifications</h1>
        <div className="row">
          {unread > 0 && (
            <button
              type="button"
              className="button"
              aria-disabled={busy}
              onClick={() => !busy && attempt(() => notifications.seenAll())}
            >
              Mark all as read
            </button>
          )}
          {items.length > 0 && (
            <button
              type="button"
              className="button"
              aria-disabled={busy}
              onClick={() => !busy && attempt(() => notifications.archive(items.map(({ seq }) => seq)))}
            >
              Put all away
            </button>
          )}
        </div>
      </div>
      {items.length === 0 && !hasOlder ? (
        <section className="card empty">
          <ParlorScene className="empty__picture" />
          <p>Nothing new. Invitations, results and news come here.</p>
        </section>
      ) : (
        <ol className="inbox">
          {items.map((one) => (
            <Row key={one.id} one={one} watch={watch} />
          ))}
        </ol>
      )}
      {hasOlder && (
        <button
          type="button"
          className="button button--quiet"
          aria-disabled={busy}
          onClick={() => !busy && attempt(() => notifications.loadOlder())}
        >
          Show older
        </button>
      )}
      {player && <MutedTopics topics={[...new Set(items.map(({ topic }) => topic))]} />}
      {player && <AskBrowser />}
    </div>
  );
}

function Row({ one, watch }: { one: NotificationView; watch: ReturnType<typeof useWatch> }) {
  const { notifications } = useParlor();
  const tell = useTell();
  const { seq, title, body, topic, priority, created_at, seen_at } = one;
  const link = linkOf(one);
  const element = useSeen<HTMLLIElement>(watch, one);
  return (
    <li ref={element} className={`card inbox__row ${seen_at === null ? 'inbox__row--new' : ''}`}>
      <div className="inbox__text">
        <p className="strong">
          {seen_at === null && <span className="visually-hidden">New: </span>}
          {priority === 'urgent' && <span className="badge badge--urgent">urgent</span>}{' '}
          <UserText>{title}</UserText>
        </p>
        {body !== '' && (
          <p>
            <UserText>{body}</UserText>
          </p>
        )}
        <p className="muted small">
          {moment(created_at)} · {spoken(topic)}
        </p>
      </div>
      <div className="row">
        {link && (
          <Link
            href={link}
            className="button"
            onClick={() => void notifications.acted([seq]).catch(() => {})}
          >
            Open<span className="visually-hidden">: {title}</span>
          </Link>
        )}
        <button
          type="button"
          className="button button--quiet"
          onClick={() => void notifications.archive([seq]).catch(tell)}
        >
          Put away<span className="visually-hidden">: {title}</span>
        </button>
      </div>
    </li>
  );
}
