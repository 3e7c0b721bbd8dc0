import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { REACTIONS } from '../../../src/protocol/reactions.ts';
import { hasNoConnection } from '../session/hasNoConnection.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { REACTION_WORDS } from './reactionWords.ts';

/** What one may say in one tap. */
export function ReactionBar({ match }: { match: MatchConnection }) {
  const [attempt, busy] = useAttempt();
  // Over HTTP nobody hears anything.
  const cut = busy || hasNoConnection(match.status) || match.status === 'polling';
  return (
    <ul className="reactions" aria-label="Say in one tap">
      {REACTIONS.map((reaction) => (
        <li key={reaction}>
          <button
            type="button"
            className="reactions__one"
            aria-disabled={cut}
            onClick={() => !cut && attempt(() => match.react(reaction))}
          >
            {REACTION_WORDS[reaction]}
          </button>
        </li>
      ))}
    </ul>
  );
}
