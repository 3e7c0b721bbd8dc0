import type { ReactNode } from 'react';
import { Guest } from '../../../guests/Guest.tsx';

const YOU = { id: 'you', face: 'circle-blue-glasses' };
const THEY = { id: 'they', face: 'star-olive-hat' };
const SIZE = 44;

function Scene({ children }: { children: ReactNode }) {
  return (
    <svg className="how-arena" viewBox="0 0 240 110" aria-hidden="true">
      <rect className="how-arena__floor" x="2" y="2" width="236" height="106" rx="10" />
      {children}
    </svg>
  );
}

/** A guest in the picture, by its middle. */
function Body({ who, x, y, name }: { who: typeof YOU; x: number; y: number; name?: string }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <g className={name}>
        <foreignObject x={-SIZE / 2} y={-SIZE / 2} width={SIZE} height={SIZE}>
          <div className="how-arena__guest">
            <Guest of={who} />
          </div>
        </foreignObject>
      </g>
    </g>
  );
}

/** A shot comes, and one dashes out of its way. */
export function DodgePicture() {
  return (
    <Scene>
      <path className="how-arena__way" d="M70 55V22" />
      <Body who={THEY} x={205} y={55} />
      <circle className="how-arena__bullet how-arena__bullet--missed" cx="180" cy="55" r="5" />
      <Body who={YOU} x={70} y={62} name="how-arena__dash" />
    </Scene>
  );
}

/** A shot hits, and brings three. */
export function KillPicture() {
  return (
    <Scene>
      <rect className="how-arena__wall" x="108" y="72" width="26" height="30" rx="4" />
      <Body who={YOU} x={40} y={52} />
      <circle className="how-arena__bullet how-arena__bullet--hits" cx="66" cy="52" r="5" />
      <Body who={THEY} x={198} y={52} name="how-arena__fall" />
      <text className="how-arena__points" x="198" y="28">
        +3
      </text>
    </Scene>
  );
}

/** The core lies in the middle, and whoever has it shines. */
export function CorePicture() {
  return (
    <Scene>
      <circle className="how-arena__glow" cx="120" cy="55" r="30" />
      <circle className="how-arena__core" cx="120" cy="55" r="11" />
      <Body who={YOU} x={44} y={55} name="how-arena__taker" />
      <Body who={THEY} x={206} y={55} />
      <text className="how-arena__points how-arena__points--double" x="120" y="98">
        ×2
      </text>
    </Scene>
  );
}
