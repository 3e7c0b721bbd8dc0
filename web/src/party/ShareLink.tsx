import { useRef, useState } from 'react';
import { later } from '../components/later.tsx';
import { addressOf } from '../session/deployed.ts';
import { places } from '../session/places.ts';
import { share } from '../session/share.ts';

const QrCode = later(async () => (await import('./QrCode.tsx')).QrCode, {
  ahead: false,
  meanwhile: () => <div className="qr" aria-hidden="true" />,
});

/** How friends come in: a code to read out, a square to point a phone at, and a link to send. */
export function ShareLink({ code }: { code: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [told, setTold] = useState('');
  /** Somebody may look over one's shoulder, or at one's stream. */
  const [hidden, setHidden] = useState(false);
  const link = addressOf(places.party(code));
  const canShare = typeof navigator.share === 'function';

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      setTold('Copied');
    } catch {
      setHidden(false);
      field.current?.select(); // no clipboard here: the player copies it
    }
  }

  return (
    <div className="invite">
      <div className="invite__ways">
        <div className="invite__code">
          <span className="muted small">Code</span>
          <b>{hidden ? '••••••' : code}</b>
          <button
            type="button"
            className="button button--quiet"
            aria-pressed={hidden}
            onClick={() => setHidden(!hidden)}
          >
            {hidden ? 'Show' : 'Hide'}
          </button>
        </div>
        {hidden ? (
          <div className="qr" aria-hidden="true" />
        ) : (
          <QrCode text={link} label={`The link to your party, code ${code}, for a phone’s camera`} />
        )}
      </div>
      <label className="field">
        <span className="field__label">
          Send this link to friends, or let them point a phone at the square
        </span>
        <input
          ref={field}
          className="input"
          readOnly
          value={hidden ? link.replace(code, '••••••') : link}
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
      <div className="invite__buttons">
        <button type="button" className="button" onClick={() => void copy()}>
          {told === '' ? 'Copy link' : told}
        </button>
        {canShare && (
          <button
            type="button"
            className="button"
            onClick={() => void share({ title: 'Play with me on Parlor', url: link })}
          >
            Share
          </button>
        )}
      </div>
      <p className="visually-hidden" role="status">
        {told === '' ? '' : 'The link is copied.'}
      </p>
    </div>
  );
}
