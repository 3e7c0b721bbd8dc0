import { useRef, useState } from 'react';
import { addressOf } from '../session/deployed.ts';
import { places } from '../session/places.ts';

/** How friends come in: the code to read out, and a link to send. */
export function ShareLink({ code }: { code: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  /** Somebody may look over one's shoulder, or at one's stream. */
  const [hidden, setHidden] = useState(false);
  const link = addressOf(places.party(code));
  const canShare = typeof navigator.share === 'function';

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
    } catch {
      setHidden(false);
      field.current?.select(); // no clipboard here: the player copies it
    }
  }

  async function share(): Promise<void> {
    await navigator.share({ title: 'Play with me on Parlor', url: link }).catch(() => {}); // thought better of it
  }

  return (
    <div className="invite">
      <p className="invite__code">
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
      </p>
      <label className="field">
        <span className="field__label">Send this link to friends</span>
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
          {copied ? 'Copied' : 'Copy link'}
        </button>
        {canShare && (
          <button type="button" className="button" onClick={() => void share()}>
            Share
          </button>
        )}
      </div>
      <p className="visually-hidden" role="status">
        {copied ? 'The link is copied.' : ''}
      </p>
    </div>
  );
}
