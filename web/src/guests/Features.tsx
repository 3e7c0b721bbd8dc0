import type { Wear } from '../../../src/protocol/face.ts';

/** How somebody is: fed and glad, in danger, away, out of it, or first. */
export type Mood = 'calm' | 'glad' | 'sweating' | 'asleep' | 'ghost' | 'proud';

interface EyesProps {
  mood: Mood;
  wear: Wear;
  y: number;
  apart: number;
}

/** Two eyes, and what is worn on them. */
export function Eyes({ mood, wear, y, apart }: EyesProps) {
  const worn = mood !== 'ghost';
  return (
    <>
      <g className="guest__eyes" style={{ transformOrigin: `32px ${y}px` }}>
        {[32 - apart, 32 + apart].map((x) => (
          <Eye key={x} mood={mood} x={x} y={y} />
        ))}
      </g>
      {worn && wear === 'glasses' && (
        <g className="guest__rims">
          <circle cx={32 - apart} cy={y} r="6.5" />
          <circle cx={32 + apart} cy={y} r="6.5" />
          <path d={`M${32 - apart + 6.5} ${y - 1}q${apart - 6.5}-2 ${2 * apart - 13} 0`} />
        </g>
      )}
      {worn && wear === 'shades' && (
        <g className="guest__shades">
          <path
            d={`M${32 - apart - 7} ${y - 5}h${2 * apart + 14}v3q0 8-6.5 8q-6 0-${apart - 0.5}-7q-1-1-2 0q-${apart - 6.5} 7-${apart - 0.5} 7q-6.5 0-6.5-8z`}
          />
          <path
            className="guest__shine"
            d={`M${32 - apart - 3} ${y - 2}l4 0M${32 + apart - 2} ${y - 2}l4 0`}
          />
        </g>
      )}
      {worn && wear === 'monocle' && (
        <g className="guest__monocle">
          <circle cx={32 + apart} cy={y} r="7" />
          <path d={`M${32 + apart + 4} ${y + 6}q4 6 1 13`} />
        </g>
      )}
    </>
  );
}

function Eye({ mood, x, y }: { mood: Mood; x: number; y: number }) {
  switch (mood) {
    case 'glad':
      return <path className="guest__line" d={`M${x - 3.8} ${y + 2}q3.8-6.5 7.6 0`} />;
    case 'proud':
    case 'asleep':
      return <path className="guest__line" d={`M${x - 3.8} ${y - 0.5}q3.8 4.5 7.6 0`} />;
    case 'sweating':
      return (
        <>
          <circle className="guest__white" cx={x} cy={y} r="5" />
          <circle className="guest__ink" cx={x} cy={y + 0.5} r="2" />
        </>
      );
    case 'ghost':
      return <ellipse className="guest__hollow" cx={x} cy={y} rx="2.8" ry="4" />;
    default:
      return (
        <>
          <ellipse className="guest__ink" cx={x} cy={y} rx="3.2" ry="4.4" />
          <circle className="guest__glint" cx={x + 1.1} cy={y - 1.6} r="1.3" />
        </>
      );
  }
}

export function Mouth({ mood, y }: { mood: Mood; y: number }) {
  switch (mood) {
    case 'glad':
      return <path className="guest__ink" d={`M25 ${y - 1}h14q-1 8.5-7 8.5q-6 0-7-8.5z`} />;
    case 'proud':
      return <path className="guest__line" d={`M25.5 ${y - 0.5}q6.5 7 13 0`} />;
    case 'sweating':
      return <path className="guest__line" d={`M26 ${y + 2.5}q2-3 4 0t4 0t4 0`} />;
    case 'asleep':
      return <ellipse className="guest__ink" cx="32" cy={y + 1} rx="2.2" ry="2.6" />;
    case 'ghost':
      return <ellipse className="guest__hollow" cx="32" cy={y + 2} rx="2.5" ry="3.2" />;
    default:
      return <path className="guest__line" d={`M27 ${y}q5 4.5 10 0`} />;
  }
}
