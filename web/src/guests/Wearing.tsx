import type { Wear } from '../../../src/protocol/face.ts';
import type { BODIES } from './bodies.ts';

/** What is worn on the head; glasses belong to the eyes. */
export function Wearing({ wear, body: { head } }: { wear: Wear; body: (typeof BODIES)['circle'] }) {
  const drawn = drawingOf(wear);
  if (!drawn) return null;
  return (
    <g className="guest__wear" transform={`translate(32 ${head.y}) scale(${head.wide})`}>
      {drawn}
    </g>
  );
}

/** Around 0, 0: where it sits on the middle of the head. */
function drawingOf(wear: Wear) {
  switch (wear) {
    case 'hat':
      return (
        <>
          <path className="guest__felt" d="M-10-2.5v-13q0-2 2-2h16q2 0 2 2v13z" />
          <path className="guest__band" d="M-10-7.5h20v4.5h-20z" />
          <path className="guest__felt" d="M-15-3h30q2.5 0 2.5 2.3t-2.5 2.3h-30q-2.5 0-2.5-2.3t2.5-2.3z" />
        </>
      );
    case 'cap':
      return (
        <>
          <path className="guest__cap" d="M-14 1.5q0-14 13.5-14q13 0 13.5 12.5z" />
          <path className="guest__cap" d="M6-2.5q14-2 17 4q-8 2-22 .5z" />
        </>
      );
    case 'beanie':
      return (
        <>
          <circle className="guest__bobble" cy="-16" r="4.2" />
          <path className="guest__wool" d="M-13 0q0-14 13-14q13 0 13 14z" />
          <path className="guest__cuff" d="M-13.5-3.5h27q2.5 0 2.5 3t-2.5 3h-27q-2.5 0-2.5-3t2.5-3z" />
        </>
      );
    case 'bow':
      return (
        <g transform="translate(9 -1) rotate(18)">
          <path
            className="guest__bow"
            d="M0 0q-4-8-10-6.5q-2 6.5 0 13q6 1.5 10-6.5q4 8 10 6.5q2-6.5 0-13q-6-1.5-10 6.5z"
          />
          <circle className="guest__bow" r="3.2" />
        </g>
      );
    default:
      return null;
  }
}
