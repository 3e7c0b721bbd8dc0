import type { RecordedMatch } from '../../scripts/drill/audit.ts';
import type { DrilledView } from '../../scripts/drill/games/DrilledGame.ts';
import { drilledRelay } from '../../scripts/drill/games/relay.ts';
import { PlayedMatch } from '../../scripts/drill/PlayedMatch.ts';
import { relay } from '../../src/games/relay/relay.ts';
import type { FrozenMatch } from '../../src/match/frozenMatch.ts';
import { Match } from '../../src/match/match.ts';
import { stateHash } from '../../src/match/stateHash.ts';
import { relayMaker } from '../../src/schema/relay.ts';

const PLAYERS = ['ada', 'ben', 'cy'];

/** A match that was played well: what its clients know, and what is recorded of it. Tests spoil one or the other. */
export function evidence(): { played: PlayedMatch; recorded: RecordedMatch } {
  const seats = PLAYERS.map((id) => ({ id, name: id, bot: false }));
  const setup = { id: 'a-match', game: 'relay', seed: 'a seed', seats };
  const match = Match.start(relay, relayMaker.plain, setup);
  const { journal } = match;
  const played = new PlayedMatch('a-match');
  played.saw('playing', 0, 0);
  for (let round = 1; !match.over; round++) {
    match.advance(1000);
    played.saw('playing', match.state.elapsed, round * 1000);
    for (const player of PLAYERS) act(match, played, player, `${player}-${round}`, round * 1000);
    for (const [name, value] of drilledRelay.growing?.(match.state as unknown as DrilledView) ?? [])
      played.grows('ada', name, value);
  }
  played.saw('finished', match.state.elapsed, match.now);
  for (const [seat, player] of PLAYERS.entries()) played.sat(player, seat);
  const points = Object.fromEntries(PLAYERS.map((id) => [id, match.ledger.balance(id)]));
  return {
    played,
    recorded: {
      match: { outcome: 'finished', players: PLAYERS.map((id) => ({ id, left: false })) },
      replay: { setup, journal, game_ms: match.now, state_hash: stateHash(match.state) },
      points: { points, ledger: match.ledger.entries() },
    },
  };
}

type Actable = Pick<Match, 'apply'> & { freeze(): FrozenMatch };

/** Ada solves what she is asked, by looking at the secret; the others skip. */
function act(match: Actable, played: PlayedMatch, player: string, requestId: string, at: number): void {
  const { open } = match.freeze().secret as {
    open: Record<string, { id: string; answer: string } | undefined>;
  };
  const puzzle = open[player];
  const solves = player === 'ada' && puzzle;
  const move = solves
    ? { action: 'answer', puzzle_id: puzzle.id, answer: puzzle.answer }
    : { action: 'skip' };
  const { reply } = match.apply(player, { request_id: requestId, ...move });
  if ('code' in reply) return;
  const { version, correct, to, awarded } = reply as { version: number } & Record<string, unknown>;
  played.acks.push({
    player,
    requestId,
    version,
    sentAt: at + played.acks.length / 10,
    ackedAt: at + played.acks.length / 10 + 0.05,
    again: false,
    socketAt: 0,
    award: correct === true ? { to: String(to), amount: Number(awarded) } : null,
  });
}
