import { Link } from 'wouter';
import type { ButtonRecords as Records } from '../../../client/Button.ts';
import { UserText } from '../components/UserText.tsx';
import { Guest } from '../guests/Guest.tsx';
import { moment } from '../lib/day.ts';
import { clock } from '../lib/duration.ts';
import { LoadFailed } from '../pages/LoadFailed.tsx';
import { places } from '../session/places.ts';
import type { Loaded } from '../session/useLoad.ts';
import { seconds } from './told.ts';

const PLACES = [1, 2, 3, 4, 5];

interface Props {
  records: Loaded<Records>;
  me: string | undefined;
}

/** The closest calls, the longest rounds, and one's own. Room is kept for as many as are shown. */
export function ButtonRecords({ records, me }: Props) {
  const { value, message, again } = records;
  if (message !== null) return <LoadFailed message={message} again={again} />;
  return (
    <div className="press-page__records">
      <section className="card stack" aria-labelledby="closest-title">
        <h2 id="closest-title">Closest calls</h2>
        <ol className="press-records">
          {value?.closest.slice(0, PLACES.length).map(({ by, left_ms, at }, i) => (
            <li
              key={`${by.id} ${at}`}
              className={`board__row press-records__row ${by.id === me ? 'board__row--me' : ''}`}
            >
              <span className={`board__rank numbers ${i < 3 ? 'board__rank--top' : ''}`}>{i + 1}</span>
              <Link href={by.id === me ? places.me : places.player(by.id)} className="board__name">
                <Guest of={by} mood={i === 0 ? 'proud' : 'calm'} />
                <UserText>{by.name}</UserText>
              </Link>
              <b className="numbers">{seconds(left_ms)}</b>
            </li>
          ))}
          <OpenPlaces
            known={value !== null}
            from={value?.closest.length ?? 0}
            first="Push late, and it is yours"
          />
        </ol>
      </section>
      <section className="card stack" aria-labelledby="longest-title">
        <h2 id="longest-title">Longest rounds</h2>
        <ol className="press-records">
          {value?.longest.slice(0, PLACES.length).map(({ started_at, duration_ms, count }, i) => (
            <li key={started_at} className="board__row press-records__row">
              <span className={`board__rank numbers ${i < 3 ? 'board__rank--top' : ''}`}>{i + 1}</span>
              <span>
                {count === 1 ? '1 push' : `${count} pushes`}{' '}
                <span className="muted small press-records__when">
                  {moment(new Date(started_at).toISOString())}
                </span>
              </span>
              <b className="numbers">{clock(duration_ms)}</b>
            </li>
          ))}
          <OpenPlaces known={value !== null} from={value?.longest.length ?? 0} first="Keep a round going" />
        </ol>
      </section>
    </div>
  );
}

/** Places that nobody has taken yet. @param first what one does for the first of them */
function OpenPlaces({ known, from, first }: { known: boolean; from: number; first: string }) {
  return PLACES.slice(from).map((place, at) => (
    <li key={place} className="board__row press-records__row press-records__row--open muted">
      <span className="board__rank numbers">{place}</span>
      <span>{known && (at === 0 ? first : 'free')}</span>
    </li>
  ));
}

/** What one has done oneself. */
export function OwnRecord({ own }: { own: Records['me'] | undefined }) {
  return (
    <dl className="press-own">
      <div className="fact">
        <dt>Your pushes</dt>
        <dd>{own?.pushes ?? '–'}</dd>
      </div>
      <div className="fact">
        <dt>Your closest</dt>
        <dd>{own?.left_ms == null ? '–' : seconds(own.left_ms)}</dd>
      </div>
    </dl>
  );
}
