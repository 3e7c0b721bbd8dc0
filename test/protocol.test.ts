import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { games } from '../src/app.config.ts';
import { createHttp } from '../src/http/http.ts';
import { ADDRESS_ALLOWANCE, PLAYER_ALLOWANCE } from '../src/players/budgets.ts';
import { COSTS } from '../src/players/costs.ts';
import { CLOSE_CODES } from '../src/protocol/closeCodes.ts';
import { GAME_MESSAGES, GAME_REQUESTS } from '../src/protocol/game.ts';
import { LOBBY_MESSAGES, LOBBY_REQUESTS } from '../src/protocol/lobby.ts';
import { OLDEST_PROTOCOL, PROTOCOL_VERSION } from '../src/protocol/version.ts';
import { gameRoom } from '../src/rooms/GameRoom.ts';
import { lobbyRoom } from '../src/rooms/LobbyRoom.ts';
import { hosted } from '../src/table/hosting.ts';
import { fakeServices } from './http/fakes.ts';
import { schemaToy, toy } from './support/toyGame.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/protocol.md'), 'utf8');

/** The first cells of the rows of the table that has this heading, without backticks. */
function firstCells(text: string, heading: string): string[] {
  const table = text.split(heading)[1]?.split('\n\n')[0] ?? '';
  const cells = [...table.matchAll(/^\| (`[^|]*`) \|/gm)].map(([, cell]) => cell as string);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name as string));
}

const lobbyText = page.slice(page.indexOf('### `lobby`'), page.indexOf('### Games'));
const gameText = page.slice(page.indexOf('### Games'), page.indexOf('### Close codes'));

/** What a room answers: its own messages and its plugins'. */
function messagesOf(room: { messages?: object; plugins?: Record<string, unknown> }): string[] {
  const plugins = Object.values(room.plugins ?? {}) as { messages?: object }[];
  const all = [room, ...plugins].flatMap((part) => Object.keys(part.messages ?? {}));
  return all.filter((name) => name !== '_').sort();
}

const namesOf = (map: object) => Object.keys(map).sort();

describe('docs/protocol.md', () => {
  const log = { error() {}, warn() {} };
  const { services } = fakeServices();

  it('names every request of the rooms and no other', () => {
    const Lobby = lobbyRoom({ log, now: Date.now } as never);
    const Game = gameRoom(hosted(toy, schemaToy), { log, now: Date.now } as never);
    assert.deepEqual(firstCells(lobbyText, '| client → server |').sort(), namesOf(LOBBY_REQUESTS));
    assert.deepEqual(firstCells(gameText, '| client → server |').sort(), namesOf(GAME_REQUESTS));
    assert.deepEqual(messagesOf(new Lobby() as never), namesOf(LOBBY_REQUESTS));
    assert.deepEqual(messagesOf(new Game() as never), namesOf(GAME_REQUESTS));
  });

  it('names every message that the rooms send and no other', () => {
    assert.deepEqual(firstCells(lobbyText, '| server → client |').sort(), namesOf(LOBBY_MESSAGES));
    assert.deepEqual(firstCells(gameText, '| server → client |').sort(), namesOf(GAME_MESSAGES));
  });

  it('says which version is spoken, and which is the oldest that still is', () => {
    assert.ok(page.includes(`\`{protocol: ${PROTOCOL_VERSION}}\``));
    assert.ok(page.includes(`older than ${OLDEST_PROTOCOL} is refused`));
  });

  it('names every HTTP call and no other', () => {
    const all = new Map(Object.entries(games).map(([name, { game }]) => [name, game]));
    const { served } = createHttp({ ...services, games: all });
    const calls = served.map((r) => `${r.method.toUpperCase()} ${r.path.replace(/:(\w+)/g, '{$1}')}`);
    assert.deepEqual(firstCells(page, '| call | who |').sort(), calls.sort());
  });

  it('names what everything costs', () => {
    const table = page.slice(page.indexOf('| what | units |')).split('\n\n')[0] ?? '';
    const told = [...table.matchAll(/^\| `(\w+)`.* \| ([\d.]+) \|$/gm)].map(([, name, units]) => [
      name,
      Number(units),
    ]);
    assert.deepEqual(Object.fromEntries(told), COSTS);
    for (const { perSecond, burst } of [PLAYER_ALLOWANCE, ADDRESS_ALLOWANCE])
      assert.match(page, new RegExp(`\\b${perSecond}\\b.*\\b${burst}\\b`));
  });

  it('names our close codes', () => {
    for (const code of Object.values(CLOSE_CODES))
      assert.ok(page.includes(`| ${code} |`), `${code} is missing`);
  });

  it('names every refusal of a game that has a spec', () => {
    const specs = readdirSync(join(root, 'docs/spec')).filter((file) => file.endsWith('.md'));
    assert.ok(specs.length > 0);
    for (const file of specs) {
      const name = file.slice(0, -'.md'.length);
      const spec = readFileSync(join(root, 'docs/spec', file), 'utf8');
      const refusals = join(root, `src/games/${name}/refusals.ts`);
      // A live game has no actions to refuse.
      const codes = existsSync(refusals) ? readFileSync(refusals, 'utf8').matchAll(/^ {2}(\w+):/gm) : [];
      for (const [, code] of codes) assert.ok(spec.includes(`\`${code}\``), `${name}: ${code} is missing`);
    }
  });
});
