import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { Chat } from '../components/Chat.tsx';

/** What is said at a table. */
export function TableChat({ match }: { match: MatchConnection }) {
  return (
    <div className="table__chat card">
      <Chat title="Table chat" lines={match.chatLog} say={(text) => match.say(text)} />
    </div>
  );
}
