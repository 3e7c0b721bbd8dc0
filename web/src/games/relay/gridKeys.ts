/**
 * The cell that an arrow key leads to in a square grid, or undefined for another key or the grid's edge.
 * Cells are numbered row by row.
 */
export function cellAfter(key: string, cell: number, size: number): number | undefined {
  const [column, row] = [cell % size, Math.floor(cell / size)];
  switch (key) {
    case 'ArrowLeft':
      return column > 0 ? cell - 1 : undefined;
    case 'ArrowRight':
      return column < size - 1 ? cell + 1 : undefined;
    case 'ArrowUp':
      return row > 0 ? cell - size : undefined;
    case 'ArrowDown':
      return row < size - 1 ? cell + size : undefined;
    default:
      return undefined;
  }
}
