import { useState } from 'react';
import { addressOf } from '../session/deployed.ts';

/** Shares a place of this page: with what the device has for it, else the address is copied. */
export function ShareButton({ path, title }: { path: string; title: string }) {
  const [told, setTold] = useState('');

  async function share(): Promise<void> {
    const url = addressOf(path);
    try {
      if (navigator.share) await navigator.share({ title, url });
      else {
        await navigator.clipboard.writeText(url);
        setTold('Link copied');
      }
    } catch (error) {
      // Whoever closed the sheet did not want to share.
      if (!(error instanceof DOMException && error.name === 'AbortError')) setTold(url);
    }
  }

  return (
    <>
      <button type="button" className="button" onClick={() => void share()}>
        Share
      </button>
      <span className="muted small" role="status">
        {told}
      </span>
    </>
  );
}
