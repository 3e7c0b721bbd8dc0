import { Link } from 'wouter';
import { ParlorScene } from '../components/ParlorScene.tsx';
import { Sentence } from '../components/Sentence.tsx';
import { places } from '../session/places.ts';
import { StartParty } from './StartParty.tsx';

/** A link to a party that leads nowhere: why, and a party of one's own or another code instead. */
export function NoParty({ title, why }: { title: string; why: string }) {
  return (
    <div className="join stack">
      <section className="card empty">
        <ParlorScene className="empty__picture" />
        <h1>{title}</h1>
        <p className="muted">
          <Sentence text={why} />
        </p>
        <Link href={places.home} className="button">
          To the lobby
        </Link>
      </section>
      <StartParty />
    </div>
  );
}
