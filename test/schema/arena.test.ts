import assert from 'node:assert/strict';
import { bot } from '../../src/games/arena/bot/bot.ts';
import { command } from '../../src/games/arena/command.ts';
import { localTable, seenBy } from '../../src/games/arena/local.ts';
import { Random } from '../../src/lib/random.ts';
import { canonical, plain } from '../../src/match/canonical.ts';
import { seatPlayer } from '../../src/match/seatPlayer.ts';
import { arenaMaker } from '../../src/schema/arena.ts';
import { Wire } from '../games/Wire.ts';

const NAMES = ['p0', 'p1', 'p2', 'p3', 'p4'];
const SEATS = NAMES.map((id) => ({ id, name: id, bot: true }));
const SECONDS = 20;

/**
 * Bots play for a while, on synchronised or on plain objects.
 * @param each after every second step, when a patch is made
 */
function played(maker: typeof arenaMaker, each: (state: ReturnType<typeof maker.state>) => void = () => {}) {
  const state = maker.state();
  for (const [seat, who] of SEATS.entries()) seatPlayer(state, maker, who, seat);
  const { table, step } = localTable(SEATS, 'wire', state);
  const minds = SEATS.map(({ id }) => ({ random: Random.seeded(id), skill: 0.7, notes: {}, lookAt: 0 }));
  for (let n = 0; n < (SECONDS * 1_000) / 15; n++) {
    if (n % 2 === 0)
      for (const [i, id] of NAMES.entries()) command(table, id, bot(seenBy(table, id), minds[i] as never));
    step();
    if (n % 2 === 1) each(state);
  }
  return table;
}

describe('arena as synchronised state', () => {
  it('AR11 plays alike on synchronised and on plain objects, and is restored from what it freezes to', () => {
    const synced = played(arenaMaker);
    const table = played(arenaMaker.plain);
    assert.equal(canonical(synced.state), canonical(table.state));
    assert.deepEqual(synced.secret, table.secret);
    const restored = arenaMaker.restore(JSON.parse(JSON.stringify(plain(synced.state))));
    assert.equal(canonical(restored), canonical(synced.state));
  });

  it('AR11 takes less than 2.6 kB a second for each who sees it', () => {
    let wire: Wire | undefined;
    let bytes = 0;
    const { state } = played(arenaMaker, (now) => {
      if (!wire) {
        wire = new Wire(now);
        wire.join(null);
        wire.patch();
        return;
      }
      bytes += (wire.patch().get(null) ?? '').length / 2;
    });
    const json = JSON.stringify(plain(state)).length * 33;
    const second = bytes / SECONDS;
    assert.ok(second < 2_600, `${second} bytes`);
    assert.ok(second * 10 < json, `${second} of ${json}`);
  });
});
