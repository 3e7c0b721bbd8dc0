import type { BotMind, Seen } from '../../game.ts';
import { angleOf, turnBetween } from '../shared/angles.ts';
import { type Command, DASH, FIRE } from '../shared/move.ts';
import { BOT_LAG } from '../shared/numbers.ts';
import type { ArenaState } from '../state.ts';
import { aimAt, chooseTarget } from './aiming.ts';
import { asMove, chooseWay, dodge } from './moving.ts';
import { sightOf } from './sight.ts';

/** What a bot does in its next command, by what its player sees. Asked once for every command. */
export function bot(seen: Seen<ArenaState>, mind: BotMind): Command {
  const sight = sightOf(seen, mind);
  const view = (seen.state.tick - BOT_LAG) & 0xffff;
  if (!sight) return { mx: 0, my: 0, aim: 0, buttons: 0, view };
  const target = chooseTarget(sight, mind);
  const aside = dodge(sight, mind);
  const way = aside ?? chooseWay(sight, target, mind);
  // A beginner dawdles.
  const { mx, my } = asMove(way, 0.6 + 0.4 * mind.skill);
  if (target) {
    const { aim, fire: ready } = aimAt(sight, target, mind);
    const fire = ready && !mind.random.chance(0.75 * (1 - mind.skill));
    // Never both at once: that is what gives programs away.
    const dash = !fire && aside !== undefined && mind.random.chance(mind.skill * 0.6);
    return { mx, my, aim, buttons: (fire ? FIRE : 0) | (dash ? DASH : 0), view };
  }
  return { mx, my, aim: lookAhead(sight.aim, mx, my), buttons: 0, view };
}

/** It looks where it goes. */
function lookAhead(aim: number, mx: number, my: number): number {
  if (mx === 0 && my === 0) return aim;
  const by = turnBetween(aim, angleOf(mx, my));
  return (aim + Math.max(-120, Math.min(120, by)) + 4_096) & 4_095;
}
