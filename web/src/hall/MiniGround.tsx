import type { Ground } from '../games/Glimpse.ts';

/** A ground from above, with its walls and what everybody wants. */
export function MiniGround({ ground: { width, height, walls, prize } }: { ground: Ground }) {
  return (
    <svg className="mini__table" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <rect className="mini__ground" width={width} height={height} rx={width / 40} />
      {walls.map(({ left, top, right, bottom }) => (
        <rect
          key={`${left} ${top}`}
          className="mini__wall"
          {...{ x: left, y: top, width: right - left, height: bottom - top, rx: width / 120 }}
        />
      ))}
      {prize && <circle className="mini__prize" cx={prize.x} cy={prize.y} r={width / 32} />}
    </svg>
  );
}
