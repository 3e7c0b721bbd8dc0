import { QuickFaces } from '../guests/QuickFaces.tsx';
import { MAX_NAME_UNITS } from '../lib/names.ts';
import { wantName } from '../session/wanted.ts';

/** A face and a name for somebody who has none yet. */
export function NameField({ name, onChange }: { name: string; onChange(name: string): void }) {
  return (
    <>
      <QuickFaces />
      <label className="field">
        <span className="field__label">Your name</span>
        <input
          className="input"
          dir="auto"
          value={name}
          placeholder="Empty: we pick one"
          maxLength={MAX_NAME_UNITS}
          autoComplete="nickname"
          enterKeyHint="go"
          onChange={(event) => {
            wantName(event.target.value);
            onChange(event.target.value);
          }}
        />
      </label>
    </>
  );
}
