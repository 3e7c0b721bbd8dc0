import { PlayerName } from '../../components/PlayerName.tsx';
import { UserText } from '../../components/UserText.tsx';
import { spoken } from '../../lib/spoken.ts';
import type { PlainView } from './plainView.ts';

/** Everything that is to be seen of a table, to read: a row for each player, and below it the rest. */
export function PlainState({ view, me }: { view: PlainView; me: string | null }) {
  const { players, fields, facts } = view;
  return (
    <>
      {/* A wide table is scrolled by the keyboard, too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls takes the focus */}
      <section className="plain__wide" aria-label="Players" tabIndex={0}>
        <table className="standings">
          <thead>
            <tr>
              <th scope="col">Player</th>
              {fields.map((field) => (
                <th key={field} scope="col" className="is-number">
                  {spoken(field)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {players.map(({ id, name, face, bot, note, values }) => (
              <tr key={id} className={id === me ? 'is-me' : note === 'left' ? 'is-out' : undefined}>
                <td>
                  <span className="standings__name">
                    <PlayerName of={{ id, name, face, bot }} mood={note === 'left' ? 'ghost' : 'calm'} />
                    {id === me && <span>(you)</span>}
                    {note && <span className="muted small">{note}</span>}
                  </span>
                </td>
                {values.map((value, i) => (
                  <td key={fields[i]} className="is-number">
                    <UserText>{value ?? '–'}</UserText>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {facts.length > 0 && (
        <dl className="plain__facts">
          {facts.map(({ field, text }) => (
            <div key={field} className="plain__fact">
              <dt>{spoken(field)}</dt>
              <dd>
                <UserText>{text}</UserText>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
