import { useState } from 'react';
import { UserText } from '../../components/UserText.tsx';
import { Guest } from '../../guests/Guest.tsx';
import { withoutMark } from '../../lib/names.ts';
import { guess, guessed } from './guesses.ts';
import type { RelayView } from './relayView.ts';

/** For who is out: a bet on who comes first, for nothing but having been right. The result says whether one was. */
export function GuessFirst({ match, view }: { match: string; view: RelayView }) {
  const [chosen, setChosen] = useState(() => guessed(match));
  return (
    <fieldset className="guess">
      <legend className="strong">Who comes first?</legend>
      {view.players.map((player) => (
        <label key={player.id} className="faces__one guess__one">
          <input
            type="radio"
            className="visually-hidden"
            name="guess"
            checked={player.id === chosen}
            onChange={() => {
              guess(match, player.id);
              setChosen(player.id);
            }}
          />
          <Guest
            of={player}
            bot={player.bot}
            mood={player.id === chosen ? 'glad' : player.active ? 'calm' : 'ghost'}
          />
          <span className="guess__name small">
            <UserText>{withoutMark(player.name)}</UserText>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
