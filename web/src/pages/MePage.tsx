import { Link } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { ParlorScene } from '../components/ParlorScene.tsx';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { places } from '../session/places.ts';
import { AccountForms } from './AccountForms.tsx';
import { ProfilePage } from './ProfilePage.tsx';

/** One's own profile; for somebody who is not signed in, the ways in. */
export function MePage() {
  const { player } = useParlor();
  usePageTitle('You');
  if (player) return <ProfilePage key={player.id} id={player.id} />;
  return (
    <div className="sheet-page">
      <section className="card empty">
        <ParlorScene className="empty__picture" />
        <h1>Your matches will be here</h1>
        <p className="muted">Play once and you have a profile. An account keeps it on every device.</p>
        <Link href={places.home} className="button button--primary button--large">
          Play
        </Link>
      </section>
      <section className="card" aria-label="Account">
        <AccountForms lit={false} />
      </section>
    </div>
  );
}
