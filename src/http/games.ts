import { z } from 'zod';
import type { GameInfo } from '../games/game.ts';
import { type InputField, livePaceOf } from '../games/liveGame.ts';
import { gameName } from '../protocol/queueRequest.ts';
import { json, type Route, route } from './route.ts';
import { API } from './shapes.ts';

const live = z
  .object({
    step_ms: z.int().meta({ description: 'A step of the game, ms.' }),
    command_steps: z.int().meta({ description: 'One input is taken of a player for so many steps.' }),
    patch_steps: z.int().meta({ description: 'Everybody is told every so many steps.' }),
    view: z.string().nullable().meta({
      description: 'The field that says which step the screen showed, by its low 16 bits; null for none.',
    }),
    input: z
      .array(z.object({ name: z.string(), bytes: z.literal([1, 2]), min: z.int(), max: z.int() }))
      .meta({ description: 'The fields of an input, in the order in which frames number them.' }),
  })
  .nullable()
  .meta({ description: 'How a game is played that moves: by inputs over a socket. Null for every other.' });

const entry = z
  .object({
    name: gameName,
    title: z.string().meta({ description: 'What people call it.' }),
    about: z.string().meta({ description: 'What it is, in a sentence or two. May be empty.' }),
    words: z.record(z.string(), z.union([z.array(z.string()), z.literal('seat')])).meta({
      description:
        'What numbers in a field of its state stand for: a text for each from 0 on, or who sits at that seat.',
    }),
    rules: z.int().meta({ description: 'The version of its rules.' }),
    seats: z.object({ min: z.int(), max: z.int() }),
    action: z.looseObject({}).meta({
      description:
        'What may be done in it, as a JSON Schema (2020-12), without `request_id`. In one that moves nothing is.',
    }),
    live,
  })
  .meta({ id: 'Game' });

export type GameEntry = z.output<typeof entry>;

/** `/games`: enough to offer a game, and to play it without a picture of its own. */
export function gamesRoutes(games: Iterable<GameInfo>): Route[] {
  const entries = [...games].map(entryOf);
  return [
    route({
      method: 'get',
      path: `${API}/games`,
      summary: 'The games of this server, and what may be done in each',
      tag: 'games',
      auth: 'none',
      answers: {
        200: json('In the order in which the server names them.', z.object({ games: z.array(entry) })),
      },
      handle: () => ({ status: 200, body: { games: entries } }),
    }),
  ];
}

function entryOf(game: GameInfo): GameEntry {
  const { name, title = name, about = '', words = {}, rules = 1, seats, action } = game;
  const { min, max } = seats;
  const moves = liveOf(game);
  const said = Object.entries(words).map(([field, word]) => [field, word === 'seat' ? word : [...word]]);
  return {
    name,
    title,
    about,
    words: Object.fromEntries(said),
    rules,
    seats: { min, max },
    action: moves ? { not: {} } : schemaOf(action),
    live: moves,
  };
}

/** What JSON Schema has no word for is shown as anything: the server judges it anyway. */
function schemaOf(action: GameInfo['action']): GameEntry['action'] {
  return { ...z.toJSONSchema(action, { io: 'input', unrepresentable: 'any' }) };
}

function liveOf(game: GameInfo): GameEntry['live'] {
  const pace = livePaceOf(game);
  if (!pace) return null;
  const { stepMs, commandSteps, patchSteps, view = null, input } = pace;
  return {
    step_ms: stepMs,
    command_steps: commandSteps,
    patch_steps: patchSteps,
    view,
    input: Object.entries<InputField>(input).map(([name, [bytes, min, max]]) => ({ name, bytes, min, max })),
  };
}
