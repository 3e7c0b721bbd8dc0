import { useState } from 'react';
import { useLocation } from 'wouter';
import { places } from '../session/places.ts';

interface Props {
  /** The match that is verified. */
  id: string;
  onFile(file: File): void;
}

/** What is to be verified: the id of a match, or a file that was kept of one. */
export function AskFor({ id, onFile }: Props) {
  const [asked, setAsked] = useState(id);
  const [, navigate] = useLocation();
  const given = asked.trim();
  return (
    <form
      className="card verify__ask"
      onSubmit={(event) => {
        event.preventDefault();
        if (given !== '') navigate(places.verifyMatch(encodeURIComponent(given)));
      }}
    >
      <label className="field">
        The match’s id
        <input
          className="input"
          value={asked}
          maxLength={64}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setAsked(event.target.value)}
        />
      </label>
      <button type="submit" className="button button--primary" aria-disabled={given === ''}>
        Verify
      </button>
      <label className="field verify__file">
        Or a file that you kept
        <input
          className="input"
          type="file"
          accept="application/json,.json"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) onFile(file);
            event.target.value = '';
          }}
        />
      </label>
    </form>
  );
}
