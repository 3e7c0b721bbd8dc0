import type { PlayerView } from '../../../client/matchView.ts';
import { UserText } from '../components/UserText.tsx';
import { Guest } from '../guests/Guest.tsx';
import { withoutMark } from '../lib/names.ts';

interface Props {
  /** What following somebody does, for who does not see it. */
  legend: string;
  players: readonly PlayerView[];
  me: string | null;
  /** The id of who is followed. */
  followed: string;
  choose: (id: string) => void;
}

/** Whose place a replay is seen from. On a phone the others are their guests: the name of who is followed stands. */
export function Follow({ legend, players, me, followed, choose }: Props) {
  return (
    <fieldset className="choice replay__follow">
      <legend className="visually-hidden">{legend}</legend>
      {players.map((player) => (
        <label key={player.id}>
          <input
            type="radio"
            className="visually-hidden"
            name="followed"
            checked={player.id === followed}
            onChange={() => choose(player.id)}
          />
          <span className="replay__name">
            <Guest of={player} bot={player.bot} />
            <span className="replay__who">
              {player.id === me ? 'You' : <UserText>{withoutMark(player.name)}</UserText>}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
