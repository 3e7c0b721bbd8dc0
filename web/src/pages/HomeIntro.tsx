import { ParlorScene } from '../components/ParlorScene.tsx';

/** What this place is, in a sentence or two. `index.html` has the same, for who waits for the rest. */
export function HomeIntro() {
  return (
    <div className="home__intro">
      <h1>Good games at small tables</h1>
      <ParlorScene className="home__scene" />
      <p className="home__lead">Three to five at a table, a seat within seconds, no account.</p>
    </div>
  );
}
