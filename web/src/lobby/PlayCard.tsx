import { useRef, useState } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Sentence } from '../components/Sentence.tsx';
import { useChosenGame } from '../games/GamesContext.tsx';
import { Doors } from '../hall/Doors.tsx';
import { isolated } from '../lib/isolated.ts';
import { PARTY_PLACE } from '../party/PartyCard.tsx';
import { PartyPlay } from '../party/PartyPlay.tsx';
import { CoolDownCard } from '../queue/CoolDownCard.tsx';
import { endedWhy } from '../queue/endedWhy.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { usePreferences } from '../session/usePreferences.ts';
import { useServerNow } from '../session/useServerNow.ts';
import { NameField } from './NameField.tsx';

/** The games, and how one comes in: a name for those who have none yet; alone, or with one's party. */
export function PlayCard() {
  const { player: here, parties, coolDown, endedTicket } = useParlor();
  const [name, setName] = useState('');
  const entering = useAttempt();
  const player = useAsBefore(here, entering[1]);
  const { bots } = usePreferences();
  const now = useServerNow(coolDown ? 1000 : 0);
  const game = useChosenGame();
  const left = coolDown ? coolDown.until - now : 0;
  const party = parties.current && parties.current.members.length > 1 ? parties.current : null;
  const open = !party && left <= 0;
  return (
    <form className="hall" aria-labelledby="play-title" onSubmit={(event) => event.preventDefault()}>
      <div className="hall__seat">
        <div className="hall__head">
          <h2 id="play-title">
            <Sentence text={titleFor(player?.name, left > 0)} />
          </h2>
          {/* On a phone that card is far below the doors. */}
          <a href={`#${PARTY_PLACE}`} className="card__more">
            {parties.current ? 'Your party' : 'Play with friends'}
          </a>
        </div>
        {open && <p className="hall__how muted small">{howItBegins(others(game?.seats), bots)}</p>}
        {!player && <NameField name={name} onChange={setName} />}
        {coolDown && left > 0 && <CoolDownCard coolDown={coolDown} left={left} />}
        {endedTicket && left <= 0 && (
          <p className="note" role="status">
            <Sentence text={endedWhy(endedTicket)} />
          </p>
        )}
        {party && (
          <div className="play hall__party">
            <PartyPlay party={party} />
          </div>
        )}
      </div>
      <Doors open={open} entering={entering} name={name.trim() || undefined} />
    </form>
  );
}

/** Who comes in is somebody before there is a table: until then the card stays as it was pressed. */
function useAsBefore<T>(value: T, entering: boolean): T {
  const before = useRef(value);
  if (!entering) before.current = value;
  return before.current;
}

/** `resting`: one may not queue yet. */
function titleFor(name: string | undefined, resting: boolean): string {
  if (name === undefined) return 'Take a seat';
  return resting ? `Not just yet, ${isolated(name)}` : `Ready, ${isolated(name)}?`;
}

/** What the two keys of a door do. @param bots whether Play takes bots, too */
function howItBegins(others: string, bots: boolean): string {
  return bots
    ? `Play finds you ${others} others. Bots take the seats that stay empty.`
    : `Play finds you ${others} others. With bots it begins within seconds.`;
}

/** How many others a table needs and takes. */
function others({ min, max }: { min: number; max: number } = { min: 3, max: 5 }): string {
  return min === max ? `${min - 1}` : `${min - 1} to ${max - 1}`;
}
