import { Icon } from '../components/Icon.tsx';
import type { Step } from './Step.ts';

const MARKS = {
  right: { icon: 'check', text: 'Right' },
  wrong: { icon: 'close', text: 'Wrong' },
  open: { icon: 'clock', text: 'Cannot be told yet' },
} as const;

/** Steps with what was found, in colour, by a mark and in words. */
export function StepList({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="verify__steps">
      {steps.map(({ id, title, found, said }) => (
        <li key={id} className={`verify__step verify__step--${found}`} data-step={id} data-found={found}>
          <span className="verify__mark">
            <Icon name={MARKS[found].icon} label={MARKS[found].text} />
          </span>
          <span>
            {title}
            <span className="verify__detail muted small">{said}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
