const SHAPES = [
  'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z',
  'M3 3h10v10H3z',
  'M8 2l6.5 11.5h-13z',
  'M8 1.2L14.8 8L8 14.8L1.2 8z',
  'M8 1l1.9 4.6l5 .4l-3.8 3.2l1.2 4.8L8 11.4L3.7 14l1.2-4.8L1.1 6l5-.4z',
] as const;

/** A seat's own shape and colour: either tells it from the others. */
export function SeatMark({ seat }: { seat: number }) {
  const index = seat % SHAPES.length;
  return (
    <svg
      className="seat-mark"
      data-seat={index}
      viewBox="0 0 16 16"
      width="1em"
      height="1em"
      aria-hidden="true"
      focusable="false"
    >
      <path d={SHAPES[index]} />
    </svg>
  );
}
