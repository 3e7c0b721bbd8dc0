import { useState } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Sentence } from '../components/Sentence.tsx';
import { useChosenGame } from '../games/GamesContext.tsx';
import { isolated } from '../lib/isolated.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { maySitTogether } from './maySitTogether.ts';

/** Asks another player into one's party, which is opened when there is none yet. Nothing for whom it makes no sense. */
export function InviteButton({ id, name }: { id: string; name: string }) {
  const { parties, player } = useParlor();
  const [attempt, busy] = useAttempt();
  const [invited, setInvited] = useState(false);
  const game = useChosenGame()?.name;
  const who = isolated(name);
  if (!maySitTogether(parties.current, player?.id ?? null, id)) return null;

  function invite(): void {
    attempt(async () => {
      if (!parties.current) await parties.create(game);
      await parties.invite(id);
      setInvited(true);
    });
  }

  return (
    <button
      type="button"
      className="button"
      aria-disabled={busy || invited}
      onClick={() => !busy && !invited && invite()}
    >
      <span aria-hidden="true">{invited ? 'Invited' : 'Invite'}</span>
      <span className="visually-hidden">
        <Sentence text={invited ? `${who} is invited to your party` : `Invite ${who} to your party`} />
      </span>
    </button>
  );
}
