import { UserText } from '../components/UserText.tsx';
import { Guest } from '../guests/Guest.tsx';
import type { SeenPush } from './seenPushes.ts';
import { closenessOf, seconds } from './told.ts';

interface Props {
  /** Undefined where nobody ever pushed, or nothing is known yet. */
  last: SeenPush | undefined;
  /** It is known how the button stands. */
  known: boolean;
  me: string | undefined;
}

/** Who pushed last, and how close it was. The room for it is there from the beginning. */
export function LastPush({ last, known, me }: Props) {
  if (!last)
    return (
      <p className="last-push__who muted">
        {known ? 'Nobody has pushed it yet. The first one lights it.' : 'Asking the server…'}
      </p>
    );
  return (
    <p className="last-push__who">
      <Guest of={last.by} mood="proud" />
      <span>
        <b>
          <UserText>{last.by.name}</UserText>
        </b>{' '}
        {last.by.id === me && <span className="badge badge--you">you</span>} pushed last. {closenessOf(last)}{' '}
        <span className="last-push__count muted">
          {last.count === 1 ? '1 push' : `${last.count} pushes`} in this round.
        </span>
      </span>
    </p>
  );
}

/** So many are shown. */
const SHOWN = 5;

/** Who pushed before that, and how close each was. */
export function PushesBefore({ seen }: { seen: readonly SeenPush[] }) {
  return (
    <ol className="last-push__before" aria-label="Pushes before that">
      {seen.slice(1, 1 + SHOWN).map(({ version, by, leftMs, count }) => (
        <li key={version} className="last-push__one">
          <Guest of={by} />
          <span className="visually-hidden">
            <UserText>{by.name}</UserText>
          </span>
          <span className="small muted numbers">
            {leftMs !== null ? seconds(leftMs) : count === 1 ? 'first' : '–'}
          </span>
        </li>
      ))}
    </ol>
  );
}
