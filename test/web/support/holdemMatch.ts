import type { AnimationEvent, MatchView } from '../../../client/matchView.ts';
import { holdem } from '../../../src/games/holdem/holdem.ts';
import type { HoldemState } from '../../../src/games/holdem/state.ts';
import type { HoldemTable } from '../../../src/games/holdem/table.ts';
import { plain } from '../../../src/match/canonical.ts';
import { Match } from '../../../src/match/match.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';
import { type HoldemView, readHoldem } from '../../../web/src/games/holdem/holdemView.ts';

/** A moment of a match: what is to be seen, what was told since the one before, and the table itself. */
interface Step {
  view: HoldemView;
  events: AnimationEvent[];
  table: HoldemTable;
}

/** A whole match of bots, looked at after everything that happens. */
export function* matchOfBots(seed: string, count = 4): Generator<Step> {
  const events: AnimationEvent[] = [];
  let table: HoldemTable | undefined;
  const watched: typeof holdem = {
    ...holdem,
    start(at) {
      table = at;
      holdem.start(at);
    },
  };
  const seats = Array.from({ length: count }, (_, i) => ({
    id: `p${i}`,
    name: `P${i}`,
    bot: true,
    skill: 0.4,
  }));
  const setup = { id: seed, game: 'holdem', seed, seats };
  const match = Match.start(watched, holdemMaker.plain, setup, {
    event: (event) => events.push(event as AnimationEvent),
  }) as unknown as Match<HoldemState>;
  while (!match.over) {
    match.advance(100);
    const view = readHoldem({ ...(plain(match.state) as MatchView), phase: 'playing' });
    yield { view, events: events.splice(0), table: table as HoldemTable };
  }
}
