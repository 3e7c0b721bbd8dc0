import type { ReactNode } from 'react';
import { Sentence } from '../../components/Sentence.tsx';
import { isolated } from '../../lib/isolated.ts';
import { withoutMark } from '../../lib/names.ts';
import type { Options } from './betting.ts';
import { type HoldemPlayerView, type HoldemView, handIsOn, isLive } from './holdemView.ts';
import { chips } from './story.ts';
import type { Acting } from './useActing.ts';

interface Props {
  view: HoldemView;
  mine: HoldemPlayerView | undefined;
  acting: Acting;
  reachable: boolean;
  /** What happened last. */
  children: ReactNode;
}

/** What happened and what the player waits for, in a few words, and what may be done beside the hand. */
export function Situation({ view, mine, acting, reachable, children }: Props) {
  const also = alsoOf(view, mine);
  return (
    <div className={`situation ${acting.options ? 'situation--mine' : ''}`}>
      <div className="situation__text">
        {children}
        <p className="situation__now">
          <Sentence text={situationOf(view, mine, acting.options)} />
        </p>
      </div>
      {mine && mine.rank === 0 && view.phase === 'playing' && (
        <span className="situation__bank numbers small muted">
          {Math.ceil(mine.bank / 1000)} s<span className="visually-hidden"> of extra time for the match</span>
          <span aria-hidden="true"> extra</span>
        </span>
      )}
      {also && (
        <button
          type="button"
          className={`button situation__also ${also.call ? 'button--primary' : 'button--quiet'}`}
          aria-disabled={!reachable}
          onClick={() => reachable && acting.also(also.action)}
        >
          {also.text}
        </button>
      )}
    </div>
  );
}

function alsoOf(view: HoldemView, mine: HoldemPlayerView | undefined) {
  if (!mine || mine.rank > 0 || view.phase !== 'playing') return null;
  if (mine.sitting_out) return { action: 'sit_in', text: 'I am back', call: true };
  const live = view.players.filter(isLive);
  const mayShow = view.street === 'over' && live.length === 1 && live[0] === mine && mine.shown.length === 0;
  if (mayShow) return { action: 'show', text: 'Show my cards', call: false };
  return { action: 'sit_out', text: 'Sit out', call: false };
}

function situationOf(view: HoldemView, mine: HoldemPlayerView | undefined, options: Options | null): string {
  if (view.phase === 'finished') return 'The match is over. Its result comes at once.';
  if (view.phase !== 'playing') return 'Last with chips wins. Blinds go up every minute.';
  const acts = view.players.find(({ seat }) => seat === view.turn);
  const others = acts
    ? `${isolated(withoutMark(acts.name))}’s turn.`
    : handIsOn(view)
      ? 'All in: the board runs out.'
      : 'The next hand comes in a moment.';
  if (!mine) return others;
  if (mine.rank > 0) return others;
  if (mine.sitting_out) return 'You sit out: you check or fold by yourself.';
  if (acts === mine) return options ? `Your turn: ${priceOf(options)}.` : 'Your turn.';
  if (handIsOn(view) && mine.folded) return `You are out of this hand. ${others}`;
  return others;
}

/** What it costs to stay in, in as few words as a phone has room for: what may be done stands on the keys. */
function priceOf({ toCall, raise, callsAllIn }: Options): string {
  if (toCall === 0) return raise ? 'check, or bet' : 'check';
  return callsAllIn ? 'all in to call' : `${chips(toCall)} to call`;
}
