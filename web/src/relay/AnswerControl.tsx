import type { AnswerProps } from './answerProps.ts';
import { Choices } from './Choices.tsx';
import { MemoryGrid } from './MemoryGrid.tsx';
import type { Fitted } from './puzzleControls.ts';
import type { PuzzleView } from './relayView.ts';
import { SudokuGrid } from './SudokuGrid.tsx';
import { TextAnswer } from './TextAnswer.tsx';

/** The control that fits a puzzle. Each can be used with the keyboard alone. */
export function AnswerControl({
  puzzle,
  fitted,
  ...props
}: AnswerProps & { puzzle: PuzzleView; fitted: Fitted }) {
  switch (fitted.kind) {
    case 'choices':
      return <Choices options={fitted.options} {...props} />;
    case 'sudoku':
      return <SudokuGrid cells={fitted.cells} {...props} />;
    case 'look':
      return <MemoryGrid size={fitted.size} cells={fitted.cells} {...props} />;
    case 'point':
      return <MemoryGrid size={fitted.size} cells={null} {...props} />;
    case 'letters':
      return (
        <>
          <p className="puzzle__letters">{fitted.letters}</p>
          {fitted.alphabet && <p className="puzzle__alphabet">ABCDEFGHIJKLMNOPQRSTUVWXYZ</p>}
          <TextAnswer numeric={false} {...props} />
        </>
      );
    default:
      return <TextAnswer numeric={puzzle.type === 'arithmetic' || puzzle.type === 'sequence'} {...props} />;
  }
}
