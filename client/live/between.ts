type Numbers = Record<string, number>;

/** Fields that are drawn between two values: null, or the length of a whole turn for an angle. */
export type Smooth = Readonly<Record<string, number | null>>;

/** The smooth fields as they are a `part` of the way from `from` to `to`: not on the way for who was put there. */
export function between(smooth: Smooth, jump: number, from: object, to: object, part: number): Numbers {
  const ways = waysOf(smooth, from, to);
  const put = ways.some(([field, way]) => smooth[field] === null && Math.abs(way) > jump);
  return Object.fromEntries(
    ways.map(([field, way]) => {
      const at = ((from as Numbers)[field] ?? 0) + way * (put ? Math.floor(part) : part);
      return [field, within(at, smooth[field] ?? null)];
    }),
  );
}

/** How far each smooth field that both have is from `from` to `to`. */
export function waysOf(smooth: Smooth, from: object, to: object): [field: string, way: number][] {
  return Object.entries(smooth).flatMap(([field, turn]): [string, number][] => {
    const [a, b] = [(from as Numbers)[field], (to as Numbers)[field]];
    if (a === undefined || b === undefined) return [];
    return [[field, turn === null ? b - a : within(b - a + turn / 2, turn) - turn / 2]];
  });
}

/** An angle in its turn. */
function within(value: number, turn: number | null): number {
  return turn === null ? value : ((value % turn) + turn) % turn;
}
