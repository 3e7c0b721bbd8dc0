import type { PendingPush } from '../../../client/Button.ts';
import { Icon } from '../components/Icon.tsx';
import { Sentence } from '../components/Sentence.tsx';
import { useServerNow } from '../session/useServerNow.ts';
import { ageOf, pendingTold, type Told } from './told.ts';
import type { PushResult } from './usePushes.ts';

interface Props {
  pending: readonly PendingPush[];
  results: readonly PushResult[];
  stands: boolean;
}

const ICONS = { good: 'check', late: 'clock', bad: 'close' } as const satisfies Record<Told['tone'], string>;
/** On its way for less, it is nothing to read about. */
const SHOWN_AFTER_MS = 250;

/** One's own pushes: on their way, and what became of them, which is read out at once. */
export function OwnPushes({ pending, results, stands }: Props) {
  const now = useServerNow(pending.length > 0 ? 100 : 0);
  const waiting = pending.filter(({ made_at }) => stands || now - made_at >= SHOWN_AFTER_MS);
  const [newest] = waiting;
  return (
    <div className="own-pushes">
      <div role="status">
        {newest && (
          <p className="own-push own-push--pending">
            <Icon name="clock" />
            <span>
              {waiting.length > 1 && `${waiting.length} pushes. `}
              {pendingTold(stands)}{' '}
              <b className="numbers" aria-hidden="true">
                {ageOf(newest, now)}
              </b>
            </span>
          </p>
        )}
      </div>
      <div role="log" aria-live="assertive" aria-label="What became of yours">
        <ol className="own-pushes__results">
          {results.map(({ id, tone, text }) => (
            <li key={id} className={`own-push own-push--${tone}`}>
              <Icon name={ICONS[tone]} />
              <span>
                <Sentence text={text} />
              </span>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
