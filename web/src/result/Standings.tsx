import { Link } from 'wouter';
import { PlayerName } from '../components/PlayerName.tsx';
import { InviteButton } from '../party/InviteButton.tsx';
import { places } from '../session/places.ts';
import { ordinal, type ResultRow } from './resultView.ts';

interface Props {
  rows: readonly ResultRow[];
  me: string | null;
  /** What a score is in this game. */
  score: string;
}

/** Who came where. */
export function Standings({ rows, me, score }: Props) {
  return (
    <table className="standings">
      <thead>
        <tr>
          <th scope="col">Place</th>
          <th scope="col">Player</th>
          <th scope="col" className="is-number">
            {score}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className={row.id === me ? 'is-me' : undefined}>
            <td>{ordinal(row.rank)}</td>
            <td>
              <span className="standings__name">
                <Who row={row} me={me} />
                {row.left && <span className="muted small">left</span>}
                {!row.bot && <InviteButton id={row.id} name={row.name} />}
              </span>
            </td>
            <td className="is-number">{row.score}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A player's name, and for people the way to their profile. */
function Who({ row, me }: { row: ResultRow; me: string | null }) {
  const { id, bot, rank, left } = row;
  const who = <PlayerName of={row} mood={left ? 'ghost' : rank === 1 ? 'proud' : 'calm'} />;
  if (bot) return who;
  return (
    <Link href={id === me ? places.me : places.player(id)} className="standings__who">
      {who}
      {id === me && ' (you)'}
    </Link>
  );
}
