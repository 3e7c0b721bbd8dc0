import { spoken } from '../../lib/spoken.ts';
import { useGame } from '../GamesContext.tsx';
import { actionForms } from './actionForms.ts';
import { controlsOf, type Hold } from './steering.ts';

/** What is known of any game's rules: how many play, and what may be done. */
export function PlainHowToPlay({ game: name }: { game: string }) {
  const game = useGame(name);
  if (!game) return null;
  const { min, max } = game.seats;
  const forms = actionForms(game.action);
  return (
    <section className="card stack" aria-labelledby="moves-title">
      <h2 id="moves-title">What you can do</h2>
      <p>
        {min === max ? min : `${min} to ${max}`} sit at a table. The game has no picture here yet: you read
        the table, and {game.live ? 'steer by buttons that you hold down, or by keys' : 'play by buttons'}.
      </p>
      <ul className="facts">
        {game.live &&
          controlsOf(game.live).map((control) => (
            <li key={control.label}>
              <b>{control.label}</b>
              {control.kind !== 'slider' && keysOf(control.holds)}
            </li>
          ))}
        {forms.map(({ action, about, fields }) => (
          <li key={action}>
            <b>{spoken(action)}</b>
            {fields.length > 0 && ` with ${fields.map(({ label }) => label.toLowerCase()).join(', ')}`}
            {about && `: ${about}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The keys that do the same as what is held down, as keyboards have them. */
function keysOf(holds: readonly Hold[]): string {
  const keys = holds.flatMap((hold) => hold.keys.map((key) => key.replace(/^(Key|Arrow)/, '').toLowerCase()));
  return keys.length === 0 ? '' : ` by the keys ${keys.join(', ')}`;
}
