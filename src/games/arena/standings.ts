import type { Standing } from '../game.ts';
import { type ArenaPlayer, type ArenaTable, type Fighter, playerOf } from './state.ts';

/** By score, then kills, then fewer deaths; who left comes after all others, the later the better. Equals tie. */
export function standings(table: ArenaTable): Standing[] {
  const all = table.secret.fighters.map((fighter) => ({ fighter, player: playerOf(table, fighter) }));
  all.sort(better);
  return all.map(({ player: { id, score } }, i) => {
    const first = all.findIndex((one) => better(one, all[i] as Placed) === 0);
    return { id, rank: first + 1, score };
  });
}

interface Placed {
  fighter: Fighter;
  player: ArenaPlayer;
}

function better(a: Placed, b: Placed): number {
  const [here, there] = [stayed(a), stayed(b)];
  if (here !== there) return there - here;
  if (a.fighter.left > 0) return 0;
  return (
    b.player.score - a.player.score || b.player.kills - a.player.kills || a.player.deaths - b.player.deaths
  );
}

/** The tick at which one left, later than all for who did not. */
const stayed = ({ fighter: { left } }: Placed) => (left > 0 ? left : Number.MAX_SAFE_INTEGER);
