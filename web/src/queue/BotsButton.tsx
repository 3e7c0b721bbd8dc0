import type { TicketView } from '../../../client/Queue.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { usePlay } from '../lobby/usePlay.ts';
import { useAttempt } from '../session/useAttempt.ts';

/** For who would rather play now than wait for people: the same game, with bots in the seats that stay empty. */
export function BotsButton({ ticket }: { ticket: TicketView }) {
  const parlor = useParlor();
  const play = usePlay();
  const [attempt, busy] = useAttempt();
  const disabled = busy || ticket.state !== 'waiting';

  function change(): void {
    attempt(async () => {
      await parlor.cancelQueue();
      await play({ bots: true, game: ticket.game });
    });
  }

  return (
    <button
      type="button"
      className="button button--large"
      aria-disabled={disabled}
      onClick={() => !disabled && change()}
    >
      Play with bots instead
    </button>
  );
}
