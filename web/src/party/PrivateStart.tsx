import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useChosenGame } from '../games/GamesContext.tsx';
import { useAttempt } from '../session/useAttempt.ts';

/** For the leader: a table for the party alone, with bots when there are too few, or when they are wanted. */
export function PrivateStart({ people, blocked }: { people: number; blocked: boolean }) {
  const { parties } = useParlor();
  const { min, max } = useChosenGame()?.seats ?? { min: 3, max: 5 };
  const [attempt, busy] = useAttempt();
  const off = busy || blocked;
  const start = (bots: boolean) => !off && attempt(() => parties.start(bots));
  return (
    <fieldset className="private">
      <legend className="strong">A table for us alone</legend>
      <div className="play__buttons">
        {people >= min && people <= max && (
          <button type="button" className="button" aria-disabled={off} onClick={() => start(false)}>
            Start with us {people}
          </button>
        )}
        {people < max && (
          <button type="button" className="button" aria-disabled={off} onClick={() => start(true)}>
            Start, with bots in empty seats
          </button>
        )}
      </div>
      <p className="muted small">At a table of friends ratings stay as they are.</p>
    </fieldset>
  );
}
