const SEATS = 5;
const R = 40;

/** The game in one picture: points travel around a ring of players, one of them you. */
export function RingPicture({ className }: { className?: string }) {
  const seats = Array.from({ length: SEATS }, (_, seat) => {
    const angle = (Math.PI * 2 * seat) / SEATS + Math.PI / 2;
    return { seat, x: 60 + R * Math.cos(angle), y: 60 + R * Math.sin(angle) };
  });
  return (
    <svg className={`ring-picture ${className ?? ''}`} viewBox="0 0 120 120" aria-hidden="true">
      <circle className="ring-picture__felt" cx="60" cy="60" r="58" />
      <circle className="ring-picture__way" cx="60" cy="60" r={R} />
      <g className="ring-picture__traveller">
        <circle cx="60" cy={60 - R} r="3.5" />
      </g>
      <g className="ring-picture__traveller ring-picture__traveller--later">
        <circle cx="60" cy={60 - R} r="3.5" />
      </g>
      {seats.map(({ seat, x, y }) => (
        <g key={seat} className={seat === 0 ? 'ring-picture__seat--you' : 'ring-picture__seat'}>
          <circle cx={x} cy={y} r="10.5" />
          <circle
            className="ring-picture__level"
            cx={x}
            cy={y}
            r="10.5"
            pathLength="100"
            strokeDasharray={`${[82, 64, 93, 38, 71][seat]} 100`}
            transform={`rotate(-90 ${x} ${y})`}
          />
        </g>
      ))}
    </svg>
  );
}
