import { UserText } from '../../components/UserText.tsx';
import { AnswerControl } from './AnswerControl.tsx';
import type { Answer } from './answers.ts';
import { fittedControl, promptOf, puzzleName } from './puzzleControls.ts';
import type { PuzzleView, RelayPlayerView } from './relayView.ts';

/** What one player had before them, to look at; and what they answered last, as long as that is news. */
export function ReplayPuzzle({
  player,
  puzzle,
  answer,
}: {
  player: RelayPlayerView;
  puzzle: PuzzleView | null;
  answer: Answer | undefined;
}) {
  if (!puzzle) {
    return (
      <section className="card stack">
        <h2>
          <UserText>{player.name}</UserText> is out
        </h2>
        <p className="muted">
          {player.solved} solved, {player.passed} points passed on.
        </p>
      </section>
    );
  }
  const fitted = fittedControl(puzzle);
  return (
    <section className="card puzzle" aria-labelledby="replay-puzzle-of">
      <p className="puzzle__head">
        <span>
          <span id="replay-puzzle-of">
            <span className="visually-hidden">The puzzle of </span>
            <UserText>{player.name}</UserText>
          </span>
          : {puzzleName(puzzle.type)}
        </span>
        <span className="numbers">
          Level {puzzle.level} · {player.solved} solved
        </span>
      </p>
      <p key={`${puzzle.id} question`} className="puzzle__question" id="question">
        {promptOf(puzzle, fitted)}
      </p>
      <div key={`${puzzle.id} answer`} className="replay__answer" inert>
        <AnswerControl
          key={`${puzzle.id} ${fitted.kind}`}
          puzzle={puzzle}
          fitted={fitted}
          blocked={false}
          wrong={0}
          answer={() => {}}
        />
      </div>
      <p
        className={`puzzle__feedback ${answer ? `puzzle__feedback--${answer.correct ? 'right' : 'wrong'}` : ''}`}
      >
        {answer && (
          <>
            “<UserText>{answer.text}</UserText>” {answer.correct ? 'was right.' : 'was wrong.'}
          </>
        )}
      </p>
    </section>
  );
}
