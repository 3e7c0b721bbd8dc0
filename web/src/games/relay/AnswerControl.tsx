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
      if (!fitted.alphabet) return <TextAnswer pad={{ kind: 'tiles', letters: fitted.letters }} {...props} />;
      return (
        <>
          <p className="puzzle__letters">{fitted.letters}</p>
          <p className="puzzle__alphabet">ABCDEFGHIJKLMNOPQRSTUVWXYZ</p>
          <TextAnswer pad={{ kind: 'alphabet' }} {...props} />
        </>
      );
    default:
      return <TextAnswer pad={isNumeric(puzzle) ? { kind: 'numbers' } : null} {...props} />;
  }
}

function isNumeric({ type }: PuzzleView): boolean {
  return type === 'arithmetic' || type === 'sequence';
}
