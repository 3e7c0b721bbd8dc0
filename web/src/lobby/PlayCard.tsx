import { useState } from 'react';
import { useParlor } from '../session/ParlorContext.ts';
import { PlayButtons } from './PlayButtons.tsx';

const MAX_NAME_LENGTH = 24;

/** A name for those who have none yet, and the two ways to play. */
export function PlayCard() {
  const { player } = useParlor();
  const [name, setName] = useState('');
  return (
    <form className="card play" aria-labelledby="play-title" onSubmit={(event) => event.preventDefault()}>
      <h2 id="play-title">{player ? `Ready, ${player.name}?` : 'Take a seat'}</h2>
      {!player && (
        <label className="field">
          <span className="field__label">Your name</span>
          <input
            className="input"
            value={name}
            placeholder="Empty: we pick one"
            maxLength={MAX_NAME_LENGTH}
            autoComplete="nickname"
            enterKeyHint="go"
            onChange={(event) => setName(event.target.value)}
          />
        </label>
      )}
      <PlayButtons name={name.trim() || undefined} />
      <p className="muted small">
        Play waits for two to four others. With bots a table starts at once.
        {!player && ' No account needed.'}
      </p>
    </form>
  );
}
