import { PlayerName } from '../components/PlayerName.tsx';
import type { RelayView } from './relayView.ts';

/** For those who watch: everybody's figures, as puzzles are their owners'. */
export function WatchCard({ view }: { view: RelayView }) {
  return (
    <section className="card stack" aria-labelledby="watch-title">
      <h2 id="watch-title">You are watching</h2>
      <table className="standings">
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
            <tr key={player.id}>
              <td>
                <span className="standings__name">
                  <PlayerName name={player.name} bot={player.bot} />
                </span>
              </td>
              <td className="is-number">{player.solved}</td>
              <td className="is-number">{player.passed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
