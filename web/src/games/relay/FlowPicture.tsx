import { Fragment, useCallback } from 'react';
import { useParlor } from '../../../../client/react/ParlorProvider.ts';
import { UserText } from '../../components/UserText.tsx';
import { Guest } from '../../guests/Guest.tsx';
import { lineOf } from '../../guests/lineOf.ts';
import { withoutMark } from '../../lib/names.ts';
import type { ResultRow } from '../../result/resultView.ts';
import { useLoad } from '../../session/useLoad.ts';
import { cameBack, curve, flowsOf, standAt } from './flow.ts';

/** Width of the widest and of the thinnest curve. */
const [WIDEST, THINNEST] = [3.2, 0.7];

/** Who passed how much to whom: a picture, and the same in words for those who hear it. */
export function FlowPicture({ id, rows, me }: { id: string; rows: readonly ResultRow[]; me: string | null }) {
  const { api } = useParlor();
  const points = useLoad(useCallback(() => api.points(id), [api, id]));
  const flows = flowsOf(points.value?.ledger ?? []);
  const back = cameBack(points.value?.ledger ?? []);
  const players = [...rows].sort((a, b) => a.seat - b.seat);
  const indexOf = (player: string) => players.findIndex((row) => row.id === player);
  const nameOf = (player: string) => {
    if (player === me) return 'You';
    return <UserText>{withoutMark(players[indexOf(player)]?.name ?? 'Somebody')}</UserText>;
  };
  const most = Math.max(1, ...flows.map((flow) => flow.amount));

  // Its place is kept: nothing jumps when the figures come.
  if (points.message !== null) return null;
  return (
    <figure className="flow card">
      <figcaption>
        <h2>How the points flowed</h2>
      </figcaption>
      <div className="flow__picture" aria-hidden="true">
        <svg viewBox="0 0 100 100" aria-hidden="true">
          <defs>
            {players.map((row) => (
              <marker
                key={row.id}
                id={`flow-tip-${row.seat}`}
                viewBox="0 0 8 8"
                refX="3"
                refY="4"
                markerWidth="7"
                markerHeight="7"
                markerUnits="userSpaceOnUse"
                orient="auto"
              >
                <path d="M0 0 L8 4 L0 8z" fill={lineOf(row)} />
              </marker>
            ))}
          </defs>
          {flows.map(({ from, to, amount }) => {
            const { path, label } = curve(indexOf(from), indexOf(to), players.length);
            const width = THINNEST + ((WIDEST - THINNEST) * amount) / most;
            const giver = players[indexOf(from)];
            if (!giver) return null;
            return (
              <g key={`${from} ${to}`} style={{ color: lineOf(giver) }}>
                <path
                  className="flow__curve"
                  d={path}
                  strokeWidth={width}
                  markerEnd={`url(#flow-tip-${giver.seat})`}
                />
                <text className="flow__amount" x={label.x} y={label.y + 1.4}>
                  {amount}
                </text>
              </g>
            );
          })}
        </svg>
        {players.map((row, index) => {
          const { x, y } = standAt(index, players.length);
          return (
            <span key={row.id} className="flow__player" style={{ left: `${x}%`, top: `${y}%` }}>
              <Guest of={row} bot={row.bot} />
              <span>{nameOf(row.id)}</span>
            </span>
          );
        })}
      </div>
      <ul className="visually-hidden">
        {flows.map(({ from, to, amount }) => (
          <li key={`${from} ${to}`}>
            {nameOf(from)} passed {amount} points to {to === me ? 'you' : nameOf(to)}.
          </li>
        ))}
      </ul>
      {back.size > 0 && (
        <p className="muted small numbers">
          A quarter came back to who solved:{' '}
          {players
            .filter((row) => back.has(row.id))
            .map((row, i) => (
              <Fragment key={row.id}>
                {i > 0 && ', '}
                {nameOf(row.id)} {back.get(row.id)}
              </Fragment>
            ))}
          .
        </p>
      )}
      {points.value && flows.length === 0 && <p className="muted">Nobody passed on any points.</p>}
    </figure>
  );
}
