import { useState } from 'react';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { Chat } from '../components/Chat.tsx';
import { Icon } from '../components/Icon.tsx';
import { useMedia } from '../lib/useMedia.ts';
import { ReactionBar } from './ReactionBar.tsx';
import { Said } from './Said.tsx';
import { useSaid } from './useSaid.ts';
import { useUnread } from './useUnread.ts';

/** What is said at a table: beside it where there is room, else in a sheet that one opens and closes. */
export function TableChat({ match }: { match: MatchConnection }) {
  const wide = useMedia('(min-width: 60rem)');
  const [open, setOpen] = useState(false);
  const shown = wide || open;
  const unread = useUnread(match.chatLog, shown);
  const said = useSaid(match, !shown);
  const chat = <Chat title="Table chat" lines={match.chatLog} say={(text) => match.say(text)} />;
  return (
    <>
      <Said said={said} />
      {wide ? (
        <div className="table__chat card">
          {chat}
          <ReactionBar match={match} />
        </div>
      ) : (
        <div className={`talk ${open ? 'talk--open' : ''}`}>
          {open && <div className="table__chat talk__sheet">{chat}</div>}
          <div className="talk__bar">
            <button
              type="button"
              className="button button--quiet talk__open"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {open ? <Icon name="close" /> : <Icon name="chat" />}
              {open ? 'Close' : 'Chat'}
              {unread > 0 && (
                <span className="talk__unread numbers">
                  {unread}
                  <span className="visually-hidden"> unread</span>
                </span>
              )}
            </button>
            <ReactionBar match={match} />
          </div>
        </div>
      )}
    </>
  );
}
