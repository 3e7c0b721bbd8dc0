import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { hasNoConnection } from '../session/hasNoConnection.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { usePreferences } from '../session/usePreferences.ts';
import { usePlay } from './usePlay.ts';

interface Props {
  /** After a match. */
  again?: boolean;
  /** By its name; without one the game that is chosen. */
  game?: string;
  /** For somebody who is not signed in yet. */
  name?: string;
  /** One may not start yet; why is told beside. */
  blocked?: boolean;
}

/** The two ways to play. In a form, Enter presses the first. */
export function PlayButtons({ again = false, game, name, blocked = false }: Props) {
  const { bots } = usePreferences();
  const play = usePlay();
  const [attempt, running] = useAttempt();
  const { player, status } = useParlor();
  const busy = running || blocked || (player !== null && hasNoConnection(status));

  return (
    <div className="play__buttons">
      <button
        type="submit"
        className="button button--primary button--large"
        aria-disabled={busy}
        onClick={() => !busy && attempt(() => play({ bots, game, name }))}
      >
        {again ? 'Play again' : 'Play'}
      </button>
      <button
        type="button"
        className="button button--large"
        aria-disabled={busy}
        onClick={() => !busy && attempt(() => play({ bots: true, game, name }))}
      >
        {again ? 'Play again with bots' : 'Play with bots'}
      </button>
    </div>
  );
}
