import type { ReactNode } from 'react';
import type { Mood } from '../../guests/Features.tsx';
import { Guest } from '../../guests/Guest.tsx';

const AROUND = 100;
const R = 28;
/** How large a guest is. */
const GUEST = 44;
/** The line that all sit on. */
const Y = 46;

/** Who is in the pictures: the reader, who one feeds, and who feeds one. */
const FACES = { you: 'circle-blue-glasses', next: 'star-olive-hat', before: 'square-plum-beanie' } as const;

interface SeatProps {
  x: number;
  who: keyof typeof FACES;
  mood: Mood;
  /** Of 100: as full is the ring, and the lamp. Null: out. */
  points: number | null;
}

/** Somebody with a lamp. */
function Seat({ x, who, mood, points }: SeatProps) {
  return (
    <g
      className={`how__seat ${who === 'you' ? 'how__seat--you' : ''} ${points === null ? 'how__seat--out' : ''}`}
    >
      <circle className="how__disc" cx={x} cy={Y} r={R} />
      <circle
        className="how__level"
        cx={x}
        cy={Y}
        r={R}
        pathLength={AROUND}
        strokeDasharray={`${points ?? 0} ${AROUND}`}
        transform={`rotate(-90 ${x} ${Y})`}
      />
      <g transform={`translate(${x - GUEST / 2 - 2} ${Y - GUEST / 2 - 2})`} fontSize={GUEST}>
        <Guest of={{ id: who, face: FACES[who] }} mood={mood} />
      </g>
      <rect className="how__lamp" x={x + 2} y={Y + 10} width="36" height="20" rx="8" />
      <text className="how__points" x={x + 20} y={Y + 25}>
        {points ?? 'out'}
      </text>
    </g>
  );
}

function Arrow({ from, to }: { from: number; to: number }) {
  return (
    <path
      className="how__arrow"
      d={`M${from} ${Y} H${to} M${to - 6} ${Y - 6} L${to} ${Y} L${to - 6} ${Y + 6}`}
      fill="none"
    />
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

/** A flame on its way. */
function FlameAt({ x, y }: { x: number; y: number }) {
  return (
    <g className="flame" transform={`translate(${x} ${y})`}>
      <path className="flame__outer" d="M10 1q7 7 8 14a8 8.5 0 0 1-16 1q0-5 4-8q0 3 2 4q3-4 2-11z" />
      <path className="flame__inner" d="M10 13q4 4 4 7a4 4 0 0 1-8 0q0-3 4-7z" />
    </g>
  );
}

function Picture({ children }: { children: ReactNode }) {
  return (
    <svg className="how" viewBox="0 0 240 92" aria-hidden="true">
      {children}
    </svg>
  );
}

/** Points that run down. */
export function DrainPicture() {
  return (
    <Picture>
      <Seat x={42} who="you" mood="glad" points={100} />
      <Arrow from={82} to={90} />
      <Seat x={122} who="you" mood="calm" points={62} />
      <Arrow from={162} to={170} />
      <Seat x={202} who="you" mood="sweating" points={18} />
    </Picture>
  );
}

/** An award that travels on. */
export function AwardPicture() {
  return (
    <Picture>
      <Seat x={50} who="you" mood="glad" points={73} />
      <Badge kind="award" x={4} y={2} width={34}>
        +3
      </Badge>
      <FlameAt x={97} y={4} />
      <Arrow from={92} to={146} />
      <Seat x={184} who="next" mood="glad" points={85} />
      <Badge kind="award" x={198} y={2} width={40}>
        +12
      </Badge>
    </Picture>
  );
}

/** Nothing solved for long: points run down three times as fast. */
export function ColdPicture() {
  return (
    <Picture>
      <Seat x={50} who="you" mood="calm" points={70} />
      <Arrow from={92} to={146} />
      <Badge kind="loss" x={99} y={12} width={40}>
        −3
      </Badge>
      <Seat x={184} who="you" mood="asleep" points={67} />
      <path
        className="how__cold"
        d="M222 8v20M213.300 13l17.400 10M230.700 13l-17.400 10M219 10l3 3 3-3M219 26l3-3 3 3"
        fill="none"
      />
    </Picture>
  );
}

/** A wrong answer: points gone, and a short lock. */
export function LockPicture() {
  return (
    <Picture>
      <Seat x={72} who="you" mood="sweating" points={66} />
      <Badge kind="loss" x={94} y={4} width={36}>
        −4
      </Badge>
      <g className="how__lock">
        <rect x="160" y="43" width="34" height="26" rx="6" />
        <path d="M167 43 v-8 a10 10 0 0 1 20 0 v8" fill="none" />
      </g>
    </Picture>
  );
}

/** Somebody is out, and the ring closes around them. */
export function OutPicture() {
  return (
    <Picture>
      <Seat x={36} who="before" mood="calm" points={58} />
      <Seat x={116} who="you" mood="ghost" points={null} />
      <Seat x={198} who="next" mood="calm" points={44} />
      <path className="how__arrow" d="M52 16 C 84 -2 150 -2 180 14 M173 6 L180 14 L170 16" fill="none" />
    </Picture>
  );
}

/** Who passed on more comes first, however few points are left. */
export function WinPicture() {
  return (
    <Picture>
      <Seat x={62} who="you" mood="proud" points={24} />
      <Seat x={168} who="next" mood="calm" points={85} />
      <path className="how__crown" d="M22 20h16M22 16l-2-11 6 4 4-7 4 7 6-4-2 11z" fill="none" />
      <Badge kind="award" x={76} y={2} width={46}>
        423
      </Badge>
      <Badge kind="award" x={182} y={2} width={46}>
        158
      </Badge>
    </Picture>
  );
}
