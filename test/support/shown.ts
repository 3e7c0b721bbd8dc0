import type { Shown } from '../../src/players/playerNames.ts';
import { faceOf } from '../../src/protocol/face.ts';

/** How somebody shows who has this name and chose no face. */
export function shown(id: string, name: string): Shown {
  return { name, face: faceOf(id) };
}
