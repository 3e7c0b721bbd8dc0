import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { bot } from '../../../src/games/arena/bot/bot.ts';
import { NEXT, WAYPOINTS } from '../../../src/games/arena/bot/ways.ts';
import { command } from '../../../src/games/arena/command.ts';
import { localTable, seenBy } from '../../../src/games/arena/local.ts';
import { INPUT } from '../../../src/games/arena/shared/input.ts';
import { BOXES } from '../../../src/games/arena/shared/map.ts';
import { type Command, DASH, FIRE } from '../../../src/games/arena/shared/move.ts';
import { HEIGHT, PAST_STEPS, RADIUS, WIDTH } from '../../../src/games/arena/shared/numbers.ts';
import { standings } from '../../../src/games/arena/standings.ts';
import type { ArenaTable } from '../../../src/games/arena/state.ts';
import { Random } from '../../../src/lib/random.ts';
import { canonical } from '../../../src/match/canonical.ts';
import { boundedInput } from '../../../src/protocol/boundedInput.ts';

const FOLDER = new URL('../../../src/games/arena/', import.meta.url);
const NAMES = ['p0', 'p1', 'p2', 'p3', 'p4'];

type Logged = [step: number, player: string, command: Command];

/** A match from seed to end; every two steps everybody does what `choose` says. */
function played(
  seed: string,
  choose: (table: ArenaTable, id: string) => Command,
  each?: (table: ArenaTable) => void,
) {
  const local = localTable(
    NAMES.map((id) => ({ id, name: id, bot: true })),
    seed,
  );
  const log: Logged[] = [];
  for (let n = 0; !local.table.secret.over; n++) {
    if (n % 2 === 0) {
      for (const id of NAMES) {
        const chosen = choose(local.table, id);
        log.push([n, id, chosen]);
        command(local.table, id, chosen);
      }
    }
    local.step();
    each?.(local.table);
  }
  return { ...local, log };
}

function bots(seed: string, skill = 0.6) {
  const minds = new Map(
    NAMES.map((id) => [id, { random: Random.seeded(`${seed} ${id}`), skill, notes: {}, lookAt: 0 }]),
  );
  return (table: ArenaTable, id: string) => bot(seenBy(table, id), minds.get(id) as never);
}

const hashOf = (table: ArenaTable) =>
  createHash('sha256')
    .update(canonical(table.state) + JSON.stringify(table.secret))
    .digest('hex');

/** What must be so after every step. */
function isSound({ state, secret }: ArenaTable): void {
  for (const { x, y, hp, score, kills, ammo, flags, weapon, id } of state.players.values()) {
    assert.ok(x >= RADIUS && y >= RADIUS && x <= WIDTH - RADIUS && y <= HEIGHT - RADIUS, id);
    for (const { left, top, right, bottom } of BOXES) {
      const inside = x > left - RADIUS && x < right + RADIUS && y > top - RADIUS && y < bottom + RADIUS;
      assert.ok(!inside, `${id} in a wall`);
    }
    for (const [value, most] of [
      [hp, 100],
      [ammo, 12],
      [weapon, 2],
      [flags, 15],
      [score, 65_535],
      [kills, score],
    ] as const)
      assert.ok(Number.isInteger(value) && value >= 0 && value <= most, `${id} ${value} ${most}`);
  }
  assert.ok(secret.past.length <= PAST_STEPS);
  assert.ok(secret.bullets.length <= 5 * 60, `${secret.bullets.length} bullets`);
  for (const { hurts } of secret.fighters) assert.ok(hurts.length <= 100);
}

describe('arena: whole matches', () => {
  it('AR3 the same commands give the same state, and another command another', () => {
    const first = played('same', bots('same'));
    const again = localTable(
      NAMES.map((id) => ({ id, name: id, bot: true })),
      'same',
    );
    let at = 0;
    for (let n = 0; !again.table.secret.over; n++) {
      for (; first.log[at]?.[0] === n; at++)
        command(again.table, first.log[at]?.[1] ?? '', first.log[at]?.[2] as Command);
      again.step();
    }
    assert.equal(hashOf(again.table), hashOf(first.table));
    assert.notEqual(hashOf(played('same', bots('other')).table), hashOf(first.table));
  });

  it('AR3 the rules ask nothing of the engine but what all do alike', () => {
    const allowed = /^(sqrt|floor|round|abs|min|max|imul)$/;
    const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    assert.ok(files.length > 20);
    for (const file of files) {
      const text = readFileSync(new URL(file, FOLDER), 'utf8');
      for (const [, name] of text.matchAll(/\bMath\.(\w+)/g)) assert.match(name ?? '', allowed, file);
      assert.doesNotMatch(text, / \*\* |\btoFixed|localeCompare|\bIntl\b/, file);
    }
  });

  it('AR19 every point is in the ledger, and everything stays in its bounds', () => {
    const { table, lines, events } = played('books', bots('books'), isSound);
    const books = new Map(NAMES.map((id) => [id, 0]));
    for (const { credit, amount } of lines) books.set(credit, (books.get(credit) ?? 0) + amount);
    for (const { id, score } of table.state.players.values()) assert.equal(books.get(id), score);
    const kills = events.filter(({ kind }) => kind === 'kill');
    const players = [...table.state.players.values()];
    assert.ok(kills.length > 20);
    assert.equal(
      players.reduce((sum, { kills: own }) => sum + own, 0),
      kills.length,
    );
    assert.equal(
      players.reduce((sum, { deaths }) => sum + deaths, 0),
      kills.length,
    );
    assert.equal(standings(table)[0]?.rank, 1);
  });

  it('AR26 whatever is sent, everything stays in its bounds', () => {
    const random = Random.seeded('noise');
    const any = () =>
      random.pick([random.int(-300, 300), random.int(0, 70_000), Number.NaN, 1.5, undefined, 'x']);
    const { table } = played(
      'noise',
      () =>
        boundedInput(INPUT, {
          mx: any(),
          my: any(),
          aim: any(),
          buttons: any(),
          view: any(),
        }) as unknown as Command,
      isSound,
    );
    assert.equal(table.secret.over, true);
  });

  it('AR27 bots never dash in the command of a shot, see nobody before they could, and find their ways', () => {
    for (const row of NEXT) assert.ok(row.every((next) => next >= 0));
    assert.equal(WAYPOINTS.length, 24);
    const { log } = played('dash', bots('dash', 1));
    assert.ok(log.some(([, , { buttons }]) => buttons === DASH));
    assert.ok(log.some(([, , { buttons }]) => buttons === FIRE));
    assert.ok(log.every(([, , { buttons }]) => buttons !== (FIRE | DASH)));
  });

  it('AR27 skill wins', () => {
    const sums = new Map(NAMES.map((id) => [id, 0]));
    for (let n = 0; n < 4; n++) {
      const minds = NAMES.map((id, i) => ({
        random: Random.seeded(`${n} ${id}`),
        skill: i / 4,
        notes: {},
        lookAt: 0,
      }));
      const { table } = played(`skill ${n}`, (on, id) =>
        bot(seenBy(on, id), minds[NAMES.indexOf(id)] as never),
      );
      for (const { id, score } of standings(table)) sums.set(id, (sums.get(id) ?? 0) + score);
    }
    const [p0 = 0, p1 = 0, , p3 = 0, p4 = 0] = NAMES.map((id) => sums.get(id));
    assert.ok(p0 < p1 && p0 + p1 < 0.8 * (p3 + p4), [...sums].join(' '));
  });
});
