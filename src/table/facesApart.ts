import { COLOURS, faceOf, partsOf, SHAPES } from '../protocol/face.ts';

interface Faced {
  id: string;
  face?: string;
}

/**
 * Faces that are told apart at one table by shape and by colour alike, for who does not see colours and for who does
 * not see well: who comes to a taken shape or colour sits in the next free one, and wears what they wore.
 */
export function facesApart(people: readonly Faced[], seated: readonly Faced[] = []): string[] {
  const shapes = new Set<string>();
  const colours = new Set<string>();
  const take = ({ id, face }: Faced): string => {
    const wanted = faceOf(id, face);
    const parts = partsOf(wanted);
    if (!parts) return wanted;
    const shape = free(SHAPES, parts.shape, shapes);
    const colour = free(COLOURS, parts.colour, colours);
    shapes.add(shape);
    colours.add(colour);
    return `${shape}-${colour}-${parts.wear}`;
  };
  for (const one of seated) take(one);
  return people.map(take);
}

/** The first that is free, from the wanted one on; that one when all are taken. */
function free<T extends string>(all: readonly T[], wanted: T, taken: ReadonlySet<string>): T {
  const from = all.indexOf(wanted);
  return [...all.slice(from), ...all.slice(0, from)].find((one) => !taken.has(one)) ?? wanted;
}
