import { Link } from 'wouter';
import { RingPicture } from '../components/RingPicture.tsx';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { places } from '../session/places.ts';

/** For an address that leads nowhere. */
export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <section className="card empty">
      <RingPicture className="empty__picture" />
      <h1>There is nothing here</h1>
      <p className="muted">The address may be wrong, or what was here is long gone.</p>
      <div className="row">
        <Link href={places.home} className="button button--primary">
          To the lobby
        </Link>
        <Link href={places.watchList} className="button">
          Watch a table
        </Link>
      </div>
    </section>
  );
}
