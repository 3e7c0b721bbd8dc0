import { type CSSProperties, type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTouch } from '../../lib/useMedia.ts';
import type { AnswerProps } from './answerProps.ts';
import { cellAfter } from './gridKeys.ts';
import { Key } from './Keys.tsx';
import { cellName } from './puzzleControls.ts';

const SIZE = 4;

/** A 4×4 sudoku to fill in: digits go into the open cells, arrow keys move, Enter answers. */
export function SudokuGrid({ cells, blocked, wrong, answer }: AnswerProps & { cells: readonly number[] }) {
  const [digits, setDigits] = useState(() => cells.map((cell) => (cell === 0 ? '' : String(cell))));
  const [wrongBefore] = useState(wrong);
  const grid = useRef<HTMLFieldSetElement>(null);
  const first = cells.indexOf(0);
  const [active, setActive] = useState(first);
  const touch = useTouch();
  const complete = digits.every((digit) => digit !== '');

  function focus(cell: number): void {
    grid.current?.querySelectorAll<HTMLElement>('.grid__cell')[cell]?.focus();
  }

  function write(cell: number, text: string): void {
    if (cells[cell] !== 0) return;
    const digit = text.replace(/[^1-4]/g, '').slice(-1);
    if (text !== '' && digit === '') return;
    setDigits((all) => all.with(cell, digit));
    const next = cells.findIndex((given, at) => at > cell && given === 0 && digits[at] === '');
    if (digit !== '' && next !== -1) focus(next);
  }

  function move(event: KeyboardEvent<HTMLInputElement>, cell: number): void {
    if (event.key === 'Backspace' && digits[cell] === '') {
      const before = cells.findLastIndex((given, at) => at < cell && given === 0);
      if (before !== -1) focus(before);
      return;
    }
    const next = cellAfter(event.key, cell, SIZE);
    if (next === undefined) return;
    event.preventDefault();
    focus(next);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (complete && !blocked) answer(digits.join(''));
  }

  return (
    <form className="sudoku" onSubmit={submit}>
      <fieldset
        ref={grid}
        className={`grid grid--sudoku ${wrong === wrongBefore ? '' : 'grid--wrong'}`}
        style={{ '--columns': SIZE } as CSSProperties}
        aria-labelledby="question"
      >
        {cells.map((given, cell) => (
          <input
            key={cell}
            data-answer={cell === first ? '' : undefined}
            className={cellClass(given !== 0, cell === active)}
            aria-label={given === 0 ? cellName(cell, SIZE) : `${cellName(cell, SIZE)}, given`}
            value={digits[cell]}
            readOnly={given !== 0}
            // The keys below are nearer than a phone's own.
            inputMode={touch ? 'none' : 'numeric'}
            autoComplete="off"
            enterKeyHint="send"
            onFocus={(event) => {
              setActive(cell);
              event.target.select();
            }}
            onChange={(event) => write(cell, event.target.value)}
            onKeyDown={(event) => move(event, cell)}
          />
        ))}
      </fieldset>
      <div className="keys keys--sudoku">
        {['1', '2', '3', '4'].map((digit) => (
          <Key key={digit} press={() => write(active, digit)}>
            {digit}
          </Key>
        ))}
        <Key label="Erase" press={() => write(active, '')}>
          ⌫
        </Key>
      </div>
      <button
        type="submit"
        className="button button--primary button--large"
        aria-disabled={blocked || !complete}
      >
        Answer
      </button>
    </form>
  );
}

function cellClass(given: boolean, active: boolean): string {
  return `grid__cell ${given ? 'grid__cell--given' : active ? 'grid__cell--active' : ''}`;
}
