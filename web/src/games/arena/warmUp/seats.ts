import type { LocalSeat } from '../../../../../src/games/arena/local.ts';
import { COLOURS, SHAPES } from '../../../../../src/protocol/face.ts';

export const ME = 'me';

const NAMES = ['Juniper', 'Biscuit', 'Pepper', 'Mango'];

/** Oneself and four bots: no two of one shape or colour. @param face one's own */
export function warmUpSeats(name: string, face: string): LocalSeat[] {
  const [shape, colour] = face.split('-');
  const shapes = SHAPES.filter((one) => one !== shape);
  const colours = COLOURS.filter((one) => one !== colour);
  const bots = NAMES.map((bot, i) => ({
    id: `bot-${i}`,
    name: bot,
    face: `${shapes[i]}-${colours[i]}-bare`,
    bot: true,
  }));
  return [{ id: ME, name, face, bot: false }, ...bots];
}
