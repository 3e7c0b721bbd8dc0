import { PlayerName } from '../components/PlayerName.tsx';
import { SeatMark } from '../relay/SeatMark.tsx';
import { ordinal, type ResultRow } from './resultView.ts';

/** Who came where. */
export function Standings({ rows, me }: { rows: readonly ResultRow[]; me: string | null }) {
  return (
    <table className="standings">
      <thead>
        <tr>
          <th scope="col">Place</th>
          <th scope="col">Player</th>
          <th scope="col" className="is-number">
            Points passed on
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className={row.id === me ? 'is-me' : undefined}>
            <td>{ordinal(row.rank)}</td>
            <td>
              <span className="standings__name">
                <SeatMark seat={row.seat} />
                <PlayerName name={row.id === me ? `${row.name} (you)` : row.name} bot={row.bot} />
                {row.left && <span className="muted small">left</span>}
              </span>
            </td>
            <td className="is-number">{row.score}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
