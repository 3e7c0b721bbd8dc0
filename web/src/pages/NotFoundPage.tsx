import { Link } from 'wouter';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { places } from '../session/places.ts';

export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <div className="stack">
      <h1>There is nothing here</h1>
      <p className="muted">The address may be wrong, or the table is long gone.</p>
      <Link href={places.home} className="button button--primary">
        To the lobby
      </Link>
    </div>
  );
}
