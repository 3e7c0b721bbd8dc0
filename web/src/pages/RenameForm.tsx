import { type FormEvent, useState } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { MAX_NAME_UNITS } from '../lib/names.ts';
import { explain } from '../session/explain.ts';

/** One's name, to change. */
export function RenameForm() {
  const parlor = useParlor();
  const [name, setName] = useState(parlor.player?.name ?? '');
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<{ good: boolean; text: string } | null>(null);

  async function rename(): Promise<void> {
    const renamed = await parlor.api.changeMe({ name: name.trim() });
    await parlor.restore(); // this side knows the name from signing in
    setName(renamed.name);
    setTold({ good: true, text: 'Saved. A match that runs already keeps the old name.' });
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (busy || name.trim() === '') return;
    setBusy(true);
    setTold(null);
    rename()
      .catch((error: unknown) => setTold({ good: false, text: explain(error) }))
      .finally(() => setBusy(false));
  }

  return (
    <form className="stack" onSubmit={submit}>
      <div className="rename">
        <label className="field">
          <span className="field__label">Name</span>
          <input
            className="input"
            dir="auto"
            value={name}
            maxLength={MAX_NAME_UNITS}
            autoComplete="nickname"
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <button
          type="submit"
          className="button"
          aria-disabled={busy || name.trim() === '' || name.trim() === parlor.player?.name}
        >
          Save
        </button>
      </div>
      {told && (
        <p className={`note ${told.good ? '' : 'note--bad'}`} role={told.good ? 'status' : 'alert'}>
          {told.text}
        </p>
      )}
    </form>
  );
}
