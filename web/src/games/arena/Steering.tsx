import { useTouch } from '../../lib/useMedia.ts';

const LETTERS = ['W', 'A', 'S', 'D'] as const;

/** How one steers, in three pictures, while the others come: by thumbs, or by keys and a mouse. */
export function Steering() {
  const touch = useTouch();
  return (
    <ul className="steering">
      <li>
        {touch ? (
          <StickPicture />
        ) : (
          <span className="steering__letters" aria-hidden="true">
            {LETTERS.map((letter) => (
              <kbd key={letter}>{letter}</kbd>
            ))}
          </span>
        )}
        <span>{touch ? 'Left thumb: move' : 'W A S D: move'}</span>
      </li>
      <li>
        {touch ? <StickPicture aims /> : <MousePicture />}
        <span>{touch ? 'Right thumb: aim and shoot' : 'Mouse: aim and shoot'}</span>
      </li>
      <li>
        {touch ? (
          <TapPicture />
        ) : (
          <span className="steering__letters steering__letters--one" aria-hidden="true">
            <kbd>Space</kbd>
          </span>
        )}
        <span>{touch ? 'Tap: dash away' : 'Space: dash away'}</span>
      </li>
    </ul>
  );
}

/** As it lies under a thumb. */
function StickPicture({ aims = false }: { aims?: boolean }) {
  return (
    <svg className="steering__picture" viewBox="0 0 56 56" aria-hidden="true">
      <circle className="steering__base" cx="28" cy="28" r="25" />
      <circle className={`steering__knob ${aims ? 'steering__knob--aims' : ''}`} cx="35" cy="21" r="11" />
    </svg>
  );
}

function MousePicture() {
  return (
    <svg className="steering__picture" viewBox="0 0 56 56" aria-hidden="true">
      <rect className="steering__base" x="14" y="4" width="28" height="48" rx="14" />
      <path className="steering__knob steering__knob--aims" d="M14 24V18A14 14 0 0 1 28 4V24z" />
      <path className="steering__base" d="M28 4V24M14 24H42" />
    </svg>
  );
}

function TapPicture() {
  return (
    <svg className="steering__picture" viewBox="0 0 56 56" aria-hidden="true">
      <circle className="steering__base steering__base--far" cx="28" cy="28" r="25" />
      <circle className="steering__base" cx="28" cy="28" r="16" />
      <circle className="steering__knob" cx="28" cy="28" r="7" />
    </svg>
  );
}
