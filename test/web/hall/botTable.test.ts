import assert from 'node:assert/strict';
import { holdem } from '../../../src/games/holdem/holdem.ts';
import { relay } from '../../../src/games/relay/relay.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';
import { relayMaker } from '../../../src/schema/relay.ts';
import { botTable } from '../../../web/src/attract/botTable.ts';
import { glimpsesOf } from '../../../web/src/games/registry.ts';

const SEED = '5'.repeat(64);

describe('a table of bots that nobody but the page knows of', () => {
  it('plays a whole match by the rules, the same for the same seed', () => {
    const [one, same, other] = [SEED, SEED, '6'.repeat(64)].map((seed) => botTable(relay, relayMaker, seed));
    for (const table of [one, same, other]) table?.advance(30_000);
    const solved = one?.view().team_score;
    assert.ok(Number(solved) > 0, 'bots solve puzzles');
    assert.deepEqual(one?.view(), same?.view());
    assert.notDeepEqual(one?.view(), other?.view());
    one?.advance(300_000);
    assert.equal(one?.over, true);
    assert.equal(one?.view().phase, 'finished');
  });

  it('is to be seen from afar in every game that has bots', () => {
    for (const table of [botTable(relay, relayMaker, SEED), botTable(holdem, holdemMaker, SEED)]) {
      table.advance(20_000);
      const { seats } = glimpsesOf(
        'points' in (Object.values(table.view().players)[0] ?? {}) ? 'relay' : 'holdem',
      ).of(table.view());
      assert.equal(seats.length, 5);
      for (const { figure, bot } of seats) assert.ok(bot && figure !== '');
    }
  });
});
