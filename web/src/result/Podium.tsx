import type { RefObject } from 'react';
import { PlayerName } from '../components/PlayerName.tsx';
import { UserText } from '../components/UserText.tsx';
import { Guest } from '../guests/Guest.tsx';
import { withoutMark } from '../lib/names.ts';
import { podiumOf } from './podiumOf.ts';
import { ordinal, type ResultRow } from './resultView.ts';

interface Props {
  rows: readonly ResultRow[];
  me: string | null;
  /** For who makes a picture of it. */
  frame?: RefObject<HTMLDivElement | null>;
}

/** The first three on their steps, and who stands beside; the table below says the same in words. */
export function Podium({ rows, me, frame }: Props) {
  const { steps, beside } = podiumOf(rows);
  return (
    <div className="podium" ref={frame} aria-hidden="true">
      <div className="podium__steps">
        {steps.map(({ row, height }) => (
          <div key={row.id} className={`podium__place podium__place--${height}`} data-player={row.id}>
            <span className="podium__guest">
              <Guest
                of={row}
                bot={row.bot}
                mood={row.left ? 'ghost' : height === 1 ? 'proud' : 'glad'}
                lively
              />
            </span>
            <span className={`podium__step ${row.id === me ? 'podium__step--me' : ''}`}>
              <b className="numbers">{ordinal(row.rank)}</b>
              <span className="podium__name">
                <UserText>{row.id === me ? 'You' : withoutMark(row.name)}</UserText>
              </span>
              <span className="podium__score numbers">{row.score}</span>
            </span>
          </div>
        ))}
      </div>
      {beside.length > 0 && (
        <div className="podium__beside">
          {beside.map((row) => (
            <span key={row.id}>
              <PlayerName of={row} mood={row.left ? 'ghost' : 'calm'} {...(row.id === me && { as: 'You' })} />
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
