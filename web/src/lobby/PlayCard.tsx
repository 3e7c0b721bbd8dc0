import { useState } from 'react';
import { useParlor } from '../session/ParlorContext.ts';
import { useEnter } from '../session/useEnter.ts';
import { PlayButtons } from './PlayButtons.tsx';

const MAX_NAME_LENGTH = 24;

/** A name for those who have none yet, and the two ways to play. */
export function PlayCard() {
  const { player } = useParlor();
  const enter = useEnter();
  const [name, setName] = useState('');
  return (
    <section className="card play" aria-labelledby="play-title">
      <h2 id="play-title">{player ? `Ready, ${player.name}?` : 'Take a seat'}</h2>
      {!player && (
        <label className="field">
          <span className="field__label">Your name</span>
          <input
            className="input"
            value={name}
            placeholder="We pick one if you leave it empty"
            maxLength={MAX_NAME_LENGTH}
            autoComplete="nickname"
            onChange={(event) => setName(event.target.value)}
          />
        </label>
      )}
      <PlayButtons enter={() => enter(name.trim() || undefined)} />
      <p className="muted small">
        Play waits for two to four others. With bots a table starts at once.
        {!player && ' No account needed.'}
      </p>
    </section>
  );
}
