import { z } from 'zod';
import { Problem } from '../../lib/problem.ts';
import type { GameRoute } from '../route.ts';

const puzzle = z
  .object({ match_id: z.guid(), version: z.int(), puzzle_id: z.string() })
  .catchall(z.unknown())
  .meta({ id: 'Puzzle', description: 'The caller’s open puzzle: `type`, `level`, `question` and so on.' });

const seenTable = z.looseObject({
  players: z.record(z.string(), z.looseObject({ puzzle: z.looseObject({ id: z.string() }).optional() })),
});

/** Relay without a socket: the open puzzle and its answer; and for the operator a step of decay. */
export const relayRoutes: readonly GameRoute[] = [
  {
    method: 'get',
    path: 'puzzle',
    summary: 'My open puzzle',
    answer: puzzle,
    problems: ['403 not_seated', '404 no_puzzle'],
    async show(match, player) {
      const { version, state } = await match.look();
      const seat = seenTable.parse(state).players[player];
      if (!seat) throw new Problem(403, 'not_seated', 'You have no seat at this table.');
      if (!seat.puzzle?.id) throw new Problem(404, 'no_puzzle', 'You have no open puzzle.');
      const { id: puzzle_id, ...shown } = seat.puzzle;
      return { ...shown, match_id: match.id, version, puzzle_id };
    },
  },
  {
    method: 'post',
    path: 'puzzle/answer',
    summary: 'Answer a puzzle',
    description: 'The action `answer`.',
    action: 'answer',
    members: { puzzle_id: 'Which puzzle.', answer: 'The answer.' },
  },
  { method: 'post', path: 'decay', summary: 'Force one decay step', command: 'decay' },
];
