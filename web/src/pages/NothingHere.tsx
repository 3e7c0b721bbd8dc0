import { Link } from 'wouter';
import { ParlorScene } from '../components/ParlorScene.tsx';
import { places } from '../session/places.ts';

interface Props {
  title: string;
  text: string;
  /** Tries once more, where that may help. */
  again?: () => void;
}

/** In place of a page that cannot be shown: why, and ways on. */
export function NothingHere({ title, text, again }: Props) {
  return (
    <section className="card empty">
      <ParlorScene className="empty__picture" />
      <h1>{title}</h1>
      <p className="muted">{text}</p>
      <div className="row">
        <Link href={places.home} className="button button--primary">
          To the lobby
        </Link>
        {again ? (
          <button type="button" className="button" onClick={again}>
            Try again
          </button>
        ) : (
          <Link href={places.watchList} className="button">
            Watch a table
          </Link>
        )}
      </div>
    </section>
  );
}
