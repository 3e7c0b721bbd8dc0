import type { ReactNode } from 'react';

const AROUND = 100;

/** A seat: a ring that holds so many of 100 points. */
function Seat({
  x,
  points,
  you = false,
  out = false,
}: {
  x: number;
  points: number;
  you?: boolean;
  out?: boolean;
}) {
  return (
    <g className={`how__seat ${you ? 'how__seat--you' : ''} ${out ? 'how__seat--out' : ''}`}>
      <circle className="how__disc" cx={x} cy="40" r="22" />
      <circle
        className="how__level"
        cx={x}
        cy="40"
        r="22"
        pathLength={AROUND}
        strokeDasharray={`${points} ${AROUND}`}
        transform={`rotate(-90 ${x} 40)`}
      />
      <text x={x} y="45.5">
        {out ? 'out' : points}
      </text>
    </g>
  );
}

function Arrow({ from, to }: { from: number; to: number }) {
  return (
    <path className="how__arrow" d={`M${from} 40 H${to} M${to - 6} 34 L${to} 40 L${to - 6} 46`} fill="none" />
  );
}

interface BadgeProps {
  kind: 'award' | 'loss';
  x: number;
  y: number;
  width: number;
  children: ReactNode;
}

/** Points that come or go. */
function Badge({ kind, x, y, width, children }: BadgeProps) {
  return (
    <g className={`how__${kind}`}>
      <rect x={x} y={y} width={width} height="20" rx="10" />
      <text x={x + width / 2} y={y + 14.5}>
        {children}
      </text>
    </g>
  );
}

/** Points that run down. */
export function DrainPicture() {
  return (
    <svg className="how" viewBox="0 0 240 80" aria-hidden="true">
      <Seat x={48} points={100} you />
      <Arrow from={78} to={90} />
      <Seat x={120} points={62} you />
      <Arrow from={150} to={162} />
      <Seat x={192} points={24} you />
    </svg>
  );
}

/** An award that travels on. */
export function AwardPicture() {
  return (
    <svg className="how" viewBox="0 0 240 80" aria-hidden="true">
      <Seat x={58} points={73} you />
      <Badge kind="award" x={8} y={4} width={34}>
        +3
      </Badge>
      <Arrow from={88} to={150} />
      <Badge kind="award" x={99} y={12} width={40}>
        +12
      </Badge>
      <Seat x={182} points={85} />
    </svg>
  );
}

/** Nothing solved for long: points run down three times as fast. */
export function ColdPicture() {
  return (
    <svg className="how" viewBox="0 0 240 80" aria-hidden="true">
      <Seat x={58} points={70} you />
      <Arrow from={88} to={150} />
      <Badge kind="loss" x={99} y={12} width={40}>
        −3
      </Badge>
      <Seat x={182} points={67} you />
      <path
        className="how__cold"
        d="M212 8v20M203.300 13l17.400 10M220.700 13l-17.400 10M209 10l3 3 3-3M209 26l3-3 3 3"
        fill="none"
      />
    </svg>
  );
}

/** A wrong answer: points gone, and a short lock. */
export function LockPicture() {
  return (
    <svg className="how" viewBox="0 0 240 80" aria-hidden="true">
      <Seat x={72} points={66} you />
      <Badge kind="loss" x={92} y={8} width={36}>
        −4
      </Badge>
      <g className="how__lock">
        <rect x="150" y="37" width="34" height="26" rx="6" />
        <path d="M157 37 v-8 a10 10 0 0 1 20 0 v8" fill="none" />
      </g>
    </svg>
  );
}

/** Somebody is out, and the ring closes around them. */
export function OutPicture() {
  return (
    <svg className="how" viewBox="0 0 240 80" aria-hidden="true">
      <Seat x={40} points={58} you />
      <Seat x={120} points={0} out />
      <Seat x={200} points={44} />
      <path className="how__arrow" d="M56 20 C 88 2 152 2 184 20 M177 12 L184 20 L174 22" fill="none" />
    </svg>
  );
}

/** Who passed on more comes first, however few points are left. */
export function WinPicture() {
  return (
    <svg className="how" viewBox="0 0 240 80" aria-hidden="true">
      <Seat x={66} points={24} you />
      <Seat x={166} points={85} />
      <path className="how__crown" d="M28 22h16M28 18l-2-11 6 4 4-7 4 7 6-4-2 11z" fill="none" />
      <Passed x={66} amount={423} />
      <Passed x={166} amount={158} />
    </svg>
  );
}

function Passed({ x, amount }: { x: number; amount: number }) {
  return (
    <Badge kind="award" x={x + 18} y={4} width={46}>
      {amount}
    </Badge>
  );
}
