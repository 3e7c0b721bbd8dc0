import { type RefObject, useState } from 'react';
import { addressOf } from '../session/deployed.ts';
import { useTell } from '../session/NoticesContext.ts';
import { places } from '../session/places.ts';
import { share } from '../session/share.ts';
import type { ResultRow } from './resultView.ts';

interface Props {
  id: string;
  rows: readonly ResultRow[];
  me: string | null;
  /** What came of it, and in which game. */
  title: string;
  said: string;
  /** Where the page shows the podium. */
  podium: RefObject<HTMLElement | null>;
}

/** A picture of the result, made on this device: to hand on with the link where the device can, and to keep. */
export function ShareResult({ id, rows, me, title, said, podium }: Props) {
  const tell = useTell();
  const [told, setTold] = useState('');
  const [busy, setBusy] = useState(false);
  const url = addressOf(places.match(id));

  async function picture(): Promise<File | null> {
    if (!podium.current) return null;
    const { drawCard } = await import('./drawCard.ts');
    const site = new URL(url).host;
    const drawn = await drawCard(rows, me, { title, said, site }, podium.current);
    return new File([drawn], 'parlor.png', { type: 'image/png' });
  }

  function press(work: () => Promise<void>): void {
    if (busy) return;
    setBusy(true);
    work()
      .catch(tell)
      .finally(() => setBusy(false));
  }

  async function handOn(): Promise<void> {
    const text = `${title}. ${said}`;
    const file = 'canShare' in navigator ? await picture().catch(() => null) : null;
    const withFile = file && navigator.canShare({ files: [file] });
    const done = await share(withFile ? { title: text, url, files: [file] } : { title: text, url });
    setTold(done === 'copied' ? 'Link copied' : done === 'not' ? url : '');
  }

  async function keep(): Promise<void> {
    const file = await picture();
    if (!file) return;
    const address = URL.createObjectURL(file);
    Object.assign(document.createElement('a'), { href: address, download: file.name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    setTold('Saved');
  }

  return (
    <>
      <button type="button" className="button" aria-disabled={busy} onClick={() => press(handOn)}>
        Share
      </button>
      <button type="button" className="button" aria-disabled={busy} onClick={() => press(keep)}>
        Save the picture
      </button>
      <span className="muted small" role="status">
        {told}
      </span>
    </>
  );
}
