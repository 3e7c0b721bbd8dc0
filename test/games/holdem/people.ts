import { createHash } from 'node:crypto';
import { holdem } from '../../../src/games/holdem/holdem.ts';
import { type Hands, holdemRoutes } from '../../../src/games/holdem/routes.ts';
import type { HoldemState } from '../../../src/games/holdem/state.ts';
import { Match } from '../../../src/match/match.ts';
import { visibleState } from '../../../src/match/view.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';

export const MATCH = '3f2b8c1e-0d4a-4a77-9a10-5d2f6f1c0001';
export const PEOPLE = ['ann', 'bob', 'cid'];

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What somebody brings, and what they commit to before. */
export const brings = (player: string) => sha256(`value of ${player}`);
export const commitmentOf = (player: string, value = brings(player)) =>
  sha256(`parlor/holdem/1/player|${MATCH}|${player}|${value}`);

/** A match by the newest rules, among people, and bots if so many are asked for. */
export function openMatch({
  seed = 'people',
  people = PEOPLE,
  bots = 0,
  maker = holdemMaker.plain,
  game = holdem,
} = {}) {
  const robots = Array.from({ length: bots }, (_, i) => `bot${i}`);
  const seats = [
    ...people.map((id) => ({ id, name: id, bot: false })),
    ...robots.map((id) => ({ id, name: id, bot: true, skill: 0.5 })),
  ];
  const setup = { id: MATCH, game: 'holdem', rules: holdem.rules ?? 1, seed, seats };
  const match = Match.start(game, maker, setup) as unknown as Match<HoldemState>;
  let requests = 0;
  const act = (player: string, action: object) => {
    requests += 1;
    return match.apply(player, { request_id: `r${requests}`, ...action }).reply as Record<string, unknown>;
  };
  const at = (id: string) =>
    match.state.players.get(id) as NonNullable<ReturnType<typeof match.state.players.get>>;
  const wait = (ms: number) => {
    for (let left = ms; left > 0; left -= 100) match.advance(100);
  };
  const commit = (player: string) => act(player, { action: 'entropy', commit: commitmentOf(player) });
  const reveal = (player: string) => act(player, { action: 'entropy', value: brings(player) });
  /** Plays on until the match is over, or this many hands are. */
  const play = (hands = Number.POSITIVE_INFINITY) => {
    while (!match.over && (match.state.hand < hands || match.state.street !== 'over')) {
      const { turn, price, turn_no } = match.state;
      const player = [...match.state.players.values()].find(({ seat }) => seat === turn);
      const call = { action: player && price > player.bet ? 'call' : 'check' };
      if (player && !player.bot) act(player.id, turn_no % 60 === 59 ? { action: 'all_in' } : call);
      if (player && !player.bot && match.state.turn_no === turn_no) act(player.id, call);
      match.advance(500);
    }
  };
  /** Has all fold but the last who is asked, who wins the hand and is answered. */
  const fold = () => {
    while (match.state.street !== 'over') {
      const { turn } = match.state;
      const player = [...match.state.players.values()].find(({ seat }) => seat === turn);
      if (player && !player.bot) act(player.id, { action: 'fold' });
      else match.advance(500);
    }
    return [...match.state.players.values()].find(({ folded }) => !folded)?.id ?? '';
  };
  return { match, setup, act, at, wait, commit, reveal, play, fold };
}

/** The hands of a match as its address tells them to a player, or with null to anybody. */
export async function handsTold(
  match: Match<HoldemState>,
  viewer: string | null = null,
  limit = 50,
): Promise<Hands> {
  const [route] = holdemRoutes;
  if (!route || !('tell' in route)) throw new Error('the first route tells hands');
  const all = match.records();
  const kept = {
    id: MATCH,
    state: match.over ? null : JSON.parse(JSON.stringify(visibleState(holdemMaker, match.state, viewer))),
    records: async (kind: string, from: number, most: number) =>
      match.over
        ? all.filter((record) => record.kind === kind).slice(from, from + most)
        : match.recordsFor(viewer, kind, from, most),
  };
  return (await route.tell(kept, { params: {}, query: { after: 0, limit } })) as Hands;
}
