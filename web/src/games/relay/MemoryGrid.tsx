import type { CSSProperties, KeyboardEvent } from 'react';
import type { AnswerProps } from './answerProps.ts';
import { cellAfter } from './gridKeys.ts';
import { cellName } from './puzzleControls.ts';

/**
 * A grid to remember (`cells`, row by row), then to point at (`cells` is null): click, or arrow keys and Enter.
 * Both take the same room, so nothing moves when the things are gone.
 */
export function MemoryGrid({
  size,
  cells,
  blocked,
  answer,
}: AnswerProps & { size: number; cells: readonly string[] | null }) {
  const style = { '--columns': size } as CSSProperties;
  const all = Array.from({ length: size * size }, (_, cell) => cell);

  if (cells) {
    return (
      <div className="grid" style={style} role="img" aria-label={spoken(cells, size)}>
        {all.map((cell) => (
          <span key={cell} className="grid__cell grid__cell--thing" aria-hidden="true">
            {cells[cell]}
          </span>
        ))}
      </div>
    );
  }

  function move(event: KeyboardEvent<HTMLElement>, cell: number): void {
    const next = cellAfter(event.key, cell, size);
    if (next === undefined) return;
    event.preventDefault();
    event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('button')[next]?.focus();
  }

  return (
    <fieldset className="grid" style={style} aria-labelledby="question">
      {all.map((cell) => (
        <button
          key={cell}
          type="button"
          data-answer={cell === 0 ? '' : undefined}
          className="grid__cell"
          aria-label={cellName(cell, size)}
          aria-disabled={blocked}
          onKeyDown={(event) => move(event, cell)}
          onClick={() => !blocked && answer(cellName(cell, size))}
        />
      ))}
    </fieldset>
  );
}

/** The grid for those who hear it. */
function spoken(cells: readonly string[], size: number): string {
  return cells
    .map((thing, cell) => (thing ? `${cellName(cell, size)} ${thing}` : ''))
    .filter(Boolean)
    .join(', ');
}
