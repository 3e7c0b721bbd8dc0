import { COLOURS, SHAPES, WEARS } from '../../../src/protocol/face.ts';

/** All that can be worn. */
const DRESSED = WEARS.filter((wear) => wear !== 'bare');

/**
 * Faces of the five who sit behind a game's door where nobody is known: other ones at each door, always the same ones
 * there.
 */
export function castOf(game: string): string[] {
  const turn = [...game].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return SHAPES.map((_, i) => {
    const shape = SHAPES[(i + turn) % SHAPES.length];
    const colour = COLOURS[(i + 2 * turn) % COLOURS.length];
    return `${shape}-${colour}-${DRESSED[(i + 3 * turn) % DRESSED.length]}`;
  });
}
