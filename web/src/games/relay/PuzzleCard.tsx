import { useEffect, useRef } from 'react';
import type { MatchConnection } from '../../../../client/MatchConnection.ts';
import { Icon } from '../../components/Icon.tsx';
import { Sentence } from '../../components/Sentence.tsx';
import { isolated } from '../../lib/isolated.ts';
import { withoutMark } from '../../lib/names.ts';
import { hasNoConnection } from '../../session/hasNoConnection.ts';
import { useGameTime } from '../../table/useGameTime.ts';
import { AnswerControl } from './AnswerControl.tsx';
import { LockBar } from './LockBar.tsx';
import { coldIn, drainOf, secondsLeft } from './points.ts';
import { fittedControl, promptOf, puzzleName } from './puzzleControls.ts';
import type { PuzzleView, RelayPlayerView, RelayView } from './relayView.ts';
import { SkipButton } from './SkipButton.tsx';
import { useAnswer } from './useAnswer.ts';
import { useFelt } from './useFelt.ts';

interface Props {
  match: MatchConnection;
  view: RelayView;
  mine: RelayPlayerView;
  puzzle: PuzzleView;
}

/** A question of so few characters can stand large: a sum. */
const SHORT = 24;
/** One of more has smaller letters on a phone: the keys below it are all seen. */
const LONG = 60;

/** One's own puzzle: the question, a control that fits it, and what came of the answer. */
export function PuzzleCard({ match, view, mine, puzzle }: Props) {
  const nameOf = (id: string) =>
    isolated(withoutMark(view.players.find((player) => player.id === id)?.name ?? 'the next'));
  const { feedback, pending, answer, skip } = useAnswer(match, nameOf, (id, points) =>
    lightOf(view, id, points),
  );
  const mayBeLocked = mine.locked_until > view.elapsed;
  const time = useGameTime(view.elapsed, true, mayBeLocked ? 100 : 500);
  const lockedMs = Math.max(0, mine.locked_until - time);
  const locked = lockedMs > 0;
  const lost = hasNoConnection(match.status);
  const fitted = fittedControl(puzzle);
  const prompt = promptOf(puzzle, fitted);
  const card = useRef<HTMLElement>(null);
  useFelt(card, feedback);
  useFocusOn(card, `${puzzle.id} ${fitted.kind}`);

  return (
    <section
      className={`card puzzle ${pending === puzzle.id ? 'puzzle--sent' : ''} ${locked ? 'puzzle--locked' : ''}`}
      ref={card}
      aria-label="Your puzzle"
    >
      <div className="puzzle__head">
        <p className="numbers">
          <span className="puzzle__type">{puzzleName(puzzle.type)}</span>
          Level {puzzle.level} · <Warmth view={view} mine={mine} time={time} />
        </p>
        <SkipButton points={mine.points} skip={() => skip(puzzle.id)} />
      </div>
      {/* Another question is another element: none moves to where the next one stands. */}
      <p key={`${puzzle.id} question`} className={`puzzle__question ${sizeOf(prompt)}`} id="question">
        {prompt}
      </p>
      {/* What takes an answer gets the focus and is read out with its question; a grid to look at is not. */}
      <p className="visually-hidden" aria-live="polite">
        {fitted.kind === 'look' && prompt}
      </p>
      <AnswerControl
        key={`${puzzle.id} ${fitted.kind}`}
        puzzle={puzzle}
        fitted={fitted}
        blocked={locked || pending === puzzle.id}
        wrong={feedback?.kind === 'wrong' && feedback.puzzle === puzzle.id ? feedback.key : 0}
        answer={(text) => answer(puzzle.id, text)}
      />
      <LockBar key={`${puzzle.id} lock`} lockedMs={lockedMs} />
      <p
        key={feedback?.key}
        className={`puzzle__feedback puzzle__feedback--live ${feedback ? `puzzle__feedback--${feedback.kind}` : ''}`}
        role="status"
      >
        {lost ? (
          `Not connected: your answer ${pending === puzzle.id ? 'is' : 'will be'} sent as soon as you are back.`
        ) : (
          <Sentence text={feedback?.text ?? ''} />
        )}
      </p>
    </section>
  );
}

function sizeOf({ length }: string): string {
  return length <= SHORT ? 'puzzle__question--short' : length > LONG ? 'puzzle__question--long' : '';
}

/** For how long so many points burn in somebody's lamp; null when nothing is taken from it. */
function lightOf({ players, decay }: RelayView, id: string, points: number): number | null {
  const who = players.find((player) => player.id === id);
  return who ? secondsLeft(points, drainOf(who, decay)) : null;
}

/** How many puzzles are solved; what is more urgent instead: that the player is cold, or soon will be. */
function Warmth({ view, mine, time }: Pick<Props, 'view' | 'mine'> & { time: number }) {
  const soon = coldIn(mine, time);
  if (mine.cold || soon !== null) {
    return (
      <span className="puzzle__cold">
        <Icon name="cold" />
        {soon === null ? `cold −${drainOf(mine, view.decay)}/s` : `cold in ${soon} s`}
      </span>
    );
  }
  return <>{mine.solved} solved</>;
}

/** Puts the focus on the answer at each new puzzle, unless the player is somewhere else on purpose. */
function useFocusOn(card: React.RefObject<HTMLElement | null>, what: string): void {
  useEffect(() => {
    const here = document.activeElement;
    if (here && here !== document.body && here.id !== 'main' && !card.current?.contains(here)) return;
    card.current?.querySelector<HTMLElement>('[data-answer]')?.focus({ preventScroll: true });
  }, [card, what]);
}
