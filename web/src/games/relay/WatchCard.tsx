import { PlayerName } from '../../components/PlayerName.tsx';
import type { RelayView } from './relayView.ts';

/** For those who watch: everybody's figures, as puzzles are their owners'. */
export function WatchCard({ view }: { view: RelayView }) {
  return (
    <section className="card stack" aria-labelledby="watch-title">
      <h2 id="watch-title">You are watching</h2>
      <table className="standings standings--few">
        <thead>
          <tr>
            <th scope="col">Player</th>
            <th scope="col" className="is-number">
              Solved
            </th>
            <th scope="col" className="is-number">
              Passed on
            </th>
          </tr>
        </thead>
        <tbody>
          {view.players.map((player) => (
            <tr key={player.id} className={player.active ? undefined : 'is-out'}>
              <td>
                <span className="standings__name">
                  <PlayerName of={player} mood={player.active ? 'calm' : 'ghost'} />
                </span>
              </td>
              <td className="is-number">{player.solved}</td>
              <td className="is-number">{player.passed}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted small">
        Everybody sees their own puzzle only. After the match its replay shows them all.
      </p>
    </section>
  );
}
