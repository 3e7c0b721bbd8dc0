import { useId, useState } from 'react';
import { wantedFace, wantFace } from '../session/wanted.ts';
import { Guest } from './Guest.tsx';
import { suggestedFaces } from './suggestedFaces.ts';

/** Once per visit: whoever comes back to the page finds the same ones. */
const SUGGESTED = suggestedFaces(Math.random);

/** For who has no face yet: one of a few in one tap, or leave it at the first. */
export function QuickFaces() {
  const name = useId();
  const [chosen, setChosen] = useState(() => wantedFace() ?? SUGGESTED[0]);

  function choose(face: string): void {
    wantFace(face);
    setChosen(face);
  }

  return (
    <fieldset className="faces faces--quick">
      <legend className="field__label">Your guest</legend>
      {SUGGESTED.map((face) => (
        <label key={face} className="faces__one">
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            aria-label={face.replaceAll('-', ', ')}
            checked={face === chosen}
            onChange={() => choose(face)}
          />
          <Guest of={{ id: '', face }} mood={face === chosen ? 'glad' : 'calm'} lively={face === chosen} />
        </label>
      ))}
    </fieldset>
  );
}

if (!wantedFace()) wantFace(SUGGESTED[0]);
