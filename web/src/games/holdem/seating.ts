/** A place on the table, in hundredths of its box: right, and down. */
export interface Place {
  x: number;
  y: number;
}

/** Where somebody sits, and where their chips lie. */
export interface Chair {
  seat: Place;
  bet: Place;
  /** On which side of the guest the cards are: towards the middle. */
  cards: 'left' | 'right';
}

/** Everything's place at a table of so many. The first chair is at the bottom, the next ones clockwise. */
export interface Seating {
  /** Height of the box for a width of 100. */
  height: number;
  chairs: readonly Chair[];
  board: Place;
  pot: Place;
}

/** In units of a hundredth of the width. */
interface Plan {
  height: number;
  board: number;
  /** By how many sit there, 3 to 5. */
  tables: readonly [three: PlannedTable, four: PlannedTable, five: PlannedTable];
}

/** Seat and bet of the bottom, then clockwise those that have no twin on the other side. */
interface PlannedTable {
  pot: number;
  left: readonly (readonly [seat: Place, bet: Place])[];
  top?: readonly [seat: Place, bet: Place];
}

const at = (x: number, y: number): Place => ({ x, y });

/** On a phone: high, the board below the guests at the sides. */
const TALL: Plan = {
  height: 121,
  board: 78,
  tables: [
    { pot: 55, left: [[at(22, 22), at(34, 49)]] },
    { pot: 59, left: [[at(13, 41), at(33, 52)]], top: [at(50, 13), at(50, 37.5)] },
    {
      pot: 59.5,
      left: [
        [at(13, 42), at(33, 53)],
        [at(30, 13), at(37, 38)],
      ],
    },
  ],
};
const TALL_ME = [at(17, 101), at(50, 91.5)] as const;

/** Where there is room: broad, the board between the guests at the sides. */
const WIDE: Plan = {
  height: 53,
  board: 26.5,
  tables: [
    { pot: 17, left: [[at(24, 9), at(33, 20.5)]] },
    { pot: 19, left: [[at(9, 25), at(21.5, 27)]], top: [at(50, 6.5), at(62, 10)] },
    {
      pot: 17,
      left: [
        [at(9, 26), at(21.5, 28)],
        [at(30, 7.5), at(40.5, 12.5)],
      ],
    },
  ],
};
const WIDE_ME = [at(36, 44), at(50, 34.7)] as const;

/** Where everybody sits at a table of so many. */
export function seatingOf(shape: 'tall' | 'wide', count: number): Seating {
  const plan = shape === 'tall' ? TALL : WIDE;
  const planned = plan.tables[count <= 3 ? 0 : count === 4 ? 1 : 2];
  const [seat, bet] = shape === 'tall' ? TALL_ME : WIDE_ME;
  const inPercent = ({ x, y }: Place) => ({ x, y: (100 * y) / plan.height });
  const left = planned.left.map(([seat, bet]) => ({ seat, bet, cards: 'right' as const }));
  const right = planned.left.map(([seat, bet]) => ({
    ...{ seat: at(100 - seat.x, seat.y), bet: at(100 - bet.x, bet.y) },
    cards: 'left' as const,
  }));
  const top = planned.top ? [{ seat: planned.top[0], bet: planned.top[1], cards: 'right' as const }] : [];
  const chairs: Chair[] = [{ seat, bet, cards: 'right' }, ...left, ...top, ...right.reverse()];
  return {
    height: plan.height,
    chairs: chairs.map(({ seat, bet, cards }) => ({ seat: inPercent(seat), bet: inPercent(bet), cards })),
    board: inPercent(at(50, plan.board)),
    pot: inPercent(at(50, planned.pot)),
  };
}

/** These players in the order in which they sit, one of them first: whose table it is. */
export function startingWith<P extends { id: string }>(players: readonly P[], id: string | null): P[] {
  const first = Math.max(
    0,
    players.findIndex((player) => player.id === id),
  );
  return [...players.slice(first), ...players.slice(0, first)];
}
