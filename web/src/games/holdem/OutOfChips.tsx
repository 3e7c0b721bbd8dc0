import type { MatchConnection } from '../../../../client/MatchConnection.ts';
import { Sentence } from '../../components/Sentence.tsx';
import { Guest } from '../../guests/Guest.tsx';
import { ordinal } from '../../result/resultView.ts';
import type { Leaving } from '../../table/leaving.ts';
import { usePlayAgain } from '../../table/usePlayAgain.ts';
import type { Hand } from './handBook.ts';
import type { HoldemPlayerView, HoldemView } from './holdemView.ts';
import { lastStandOf } from './lastStand.ts';
import { capital, type NameOf } from './story.ts';

interface Props {
  match: MatchConnection;
  view: HoldemView;
  mine: HoldemPlayerView;
  hands: readonly Hand[];
  leaving: Leaving;
  nameOf: NameOf;
}

/** For a player whose chips are gone, where the keys were: what happened, and what there is to do. */
export function OutOfChips({ match, view, mine, hands, leaving, nameOf }: Props) {
  const bots = view.players.some(({ bot }) => bot);
  const [again, busy] = usePlayAgain(match, leaving, bots);
  const last = lastStandOf(hands, mine.id);
  return (
    <section className="card out-of-chips" aria-labelledby="out-title">
      <span className="out-of-chips__guest" aria-hidden="true">
        <Guest of={mine} mood="ghost" lively />
      </span>
      <div className="out-of-chips__text">
        <h2 id="out-title" role="status">
          You came {ordinal(mine.rank)} of {view.players.length}
        </h2>
        <p>
          {last && (
            <Sentence
              text={`${capital(nameOf(last.winner))} took your last chips${last.words ? ` with ${last.words}` : ''}. `}
            />
          )}
          Watch on, and the result comes by itself.
        </p>
      </div>
      <div className="out-of-chips__again">
        <button type="button" className="button button--primary" aria-disabled={busy} onClick={again}>
          Leave and play again
        </button>
        <p className="muted small">{leaving.asked}</p>
      </div>
    </section>
  );
}
