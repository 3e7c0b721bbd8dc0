import { COLOURS, faceOf, partsOf, type Shape } from '../../../../src/protocol/face.ts';

const TOKENS = {
  cloth: '--cloth',
  clothFar: '--cloth-far',
  wood: '--wood',
  wall: '--paper',
  lamp: '--lamp',
  danger: '--danger',
  line: '--guest-line',
  ink: '--guest-ink',
  brass: '--brass-fill',
  felt: '--felt',
  onCloth: '--on-cloth',
} as const;

/** The page's colours, as a canvas takes them. */
export type Palette = Readonly<Record<keyof typeof TOKENS, string>> & {
  guests: Readonly<Record<string, string>>;
  evening: boolean;
};

/** Reads the tokens as they are by now, by day or in the evening. */
export function readPalette(of: HTMLElement): Palette {
  const probe = document.createElement('span');
  of.append(probe);
  const read = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const named = Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, read(token)]));
  const guests = Object.fromEntries(COLOURS.map((colour) => [colour, read(`--guest-${colour}`)]));
  probe.remove();
  const [red = 255] = (named.wall ?? '').match(/\d+/g)?.map(Number) ?? [];
  return { ...(named as Record<keyof typeof TOKENS, string>), guests, evening: red < 128 };
}

/** How somebody looks: the outline and the coat. */
export interface Look {
  shape: Shape;
  coat: string;
}

export function lookOf(body: { id: string; face?: string }, palette: Palette): Look {
  const { shape = 'circle', colour = 'blue' } = partsOf(faceOf(body.id, body.face)) ?? {};
  return { shape, coat: palette.guests[colour] ?? palette.lamp };
}

/** The letter of a seat: nobody is told apart by colour alone. */
export function letterOf(seat: number): string {
  return 'ABCDE'[seat] ?? '?';
}
