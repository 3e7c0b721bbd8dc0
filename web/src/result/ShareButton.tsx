import { useState } from 'react';
import { addressOf } from '../session/deployed.ts';
import { share } from '../session/share.ts';

/** Shares a place of this page: with what the device has for it, else the address is copied. */
export function ShareButton({ path, title }: { path: string; title: string }) {
  const [told, setTold] = useState('');
  const url = addressOf(path);

  async function press(): Promise<void> {
    const done = await share({ title, url });
    setTold(done === 'copied' ? 'Link copied' : done === 'not' ? url : '');
  }

  return (
    <>
      <button type="button" className="button" onClick={() => void press()}>
        Share
      </button>
      <span className="muted small" role="status">
        {told}
      </span>
    </>
  );
}
