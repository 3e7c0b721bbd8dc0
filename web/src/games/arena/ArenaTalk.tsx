import { useState } from 'react';
import type { MatchConnection } from '../../../../client/MatchConnection.ts';
import { Chat } from '../../components/Chat.tsx';
import { Icon } from '../../components/Icon.tsx';
import { ReactionBar } from '../../table/ReactionBar.tsx';
import { Said } from '../../table/Said.tsx';
import { useSaid } from '../../table/useSaid.ts';
import { useUnread } from '../../table/useUnread.ts';

/** What is said in the arena: a button, and beside the room what it opens. Who writes does not play meanwhile. */
export function ArenaTalk({ match }: { match: MatchConnection }) {
  const [open, setOpen] = useState(false);
  const unread = useUnread(match.chatLog, open);
  const said = useSaid(match, !open);
  return (
    <div className="arena__talk" data-panel>
      <button
        type="button"
        className="button talk__open arena__talk-open"
        aria-expanded={open}
        aria-label={open ? 'Close the chat' : `Chat${unread > 0 ? `, ${unread} unread` : ''}`}
        onClick={() => setOpen(!open)}
      >
        <Icon name={open ? 'close' : 'chat'} />
        {unread > 0 && <span className="talk__unread numbers">{unread}</span>}
      </button>
      {open ? (
        <div className="table__chat card arena__chat">
          <Chat title="Table chat" lines={match.chatLog} say={(text) => match.say(text)} />
          <ReactionBar match={match} />
        </div>
      ) : (
        <Said said={said} />
      )}
    </div>
  );
}
