/** What a face is made of: the body, its colour, and what it wears. A person is known by all three. */
export const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'star'] as const;
export const COLOURS = ['blue', 'orange', 'green', 'plum', 'olive', 'rose'] as const;
export const WEARS = ['bare', 'hat', 'cap', 'beanie', 'bow', 'glasses', 'shades', 'monocle'] as const;

export type Shape = (typeof SHAPES)[number];
export type Colour = (typeof COLOURS)[number];
export type Wear = (typeof WEARS)[number];

/** How a player looks, such as `star-plum-hat`. */
export const FACE = new RegExp(`^(${SHAPES.join('|')})-(${COLOURS.join('|')})-(${WEARS.join('|')})$`);

/** The parts of a face; undefined for what is none. */
export function partsOf(face: string): { shape: Shape; colour: Colour; wear: Wear } | undefined {
  const [, shape, colour, wear] = FACE.exec(face) ?? [];
  return shape ? { shape: shape as Shape, colour: colour as Colour, wear: wear as Wear } : undefined;
}

/** The face that somebody chose, or the one that goes with an id: nobody is without, and it is always the same. */
export function faceOf(id: string, chosen?: string | null): string {
  if (chosen && partsOf(chosen)) return chosen;
  const hash = hashOf(id);
  const shape = pick(SHAPES, hash);
  const colour = pick(COLOURS, Math.floor(hash / SHAPES.length));
  return `${shape}-${colour}-${pick(WEARS, Math.floor(hash / (SHAPES.length * COLOURS.length)))}`;
}

function pick<T extends string>(all: readonly [T, ...T[]], number: number): T {
  return all[number % all.length] ?? all[0];
}

/** FNV-1a, 32 bits, mixed once more: ids that differ little get faces that differ. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
