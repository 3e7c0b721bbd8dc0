import { Link } from 'wouter';
import { places } from '../session/places.ts';

/** Where one goes from a match that cannot be shown. */
export function AfterMatch({ id }: { id: string }) {
  return (
    <>
      <Link href={places.match(id)} className="button">
        See its result
      </Link>
      <Link href={places.home} className="button button--quiet">
        To the lobby
      </Link>
    </>
  );
}
