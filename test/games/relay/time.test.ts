import assert from 'node:assert/strict';
import { relay } from '../../../src/games/relay/relay.ts';
import { answer, dealSum, pass, playerOf, solve, startedTable, told } from './relayTable.ts';

describe('relay over time', () => {
  it('RL13 takes points once a second, more in every minute', () => {
    const table = startedTable();
    for (const player of table.state.players.values()) player.points = 2000;
    const lost: number[] = [];
    for (let second = 1; second <= 299; second++) {
      solve(table, 'bob');
      const before = playerOf(table, 'bob').points;
      const shown = table.state.decay;
      pass(table, 950);
      assert.equal(playerOf(table, 'bob').points, before);
      pass(table, 50);
      assert.equal(table.state.elapsed, second * 1000);
      assert.equal(before - playerOf(table, 'bob').points, shown);
      lost.push(shown);
    }
    assert.deepEqual(
      [lost[0], lost[59], lost[60], lost[119], lost[120], lost[240], lost[298]],
      [1, 1, 2, 2, 3, 5, 5],
    );
  });

  it('RL13 an idle table ends after 54 seconds, all at once', () => {
    const table = startedTable(['ann', 'bob', 'cid', 'dan', 'eve']);
    pass(table, 400_000);
    assert.equal(table.now, 54_000);
    assert.deepEqual(
      relay.standings(table).map(({ rank }) => rank),
      [1, 1, 1, 1, 1],
    );
  });

  it('RL38 who solves nothing for 30 seconds goes cold: decay is three times as high until they solve', () => {
    const table = startedTable();
    const [ann, bob] = [playerOf(table, 'ann'), playerOf(table, 'bob')];
    pass(table, 20_000);
    solve(table, 'bob');
    assert.deepEqual([ann.cold, ann.cold_at, bob.cold, bob.cold_at], [false, 30_000, false, 50_000]);

    pass(table, 9_950);
    assert.deepEqual([ann.cold, ann.points], [false, 71]);
    pass(table, 50);
    assert.deepEqual([ann.cold, ann.points, bob.cold], [true, 70, false]);
    pass(table, 1000);
    assert.equal(ann.points, 67);
    dealSum(table, 'ann');
    answer(table, 'ann', '5');
    assert.deepEqual([ann.cold, ann.points], [true, 63]);
    pass(table, 2500);
    solve(table, 'ann');
    const { points } = ann;
    pass(table, 1000);

    assert.deepEqual([ann.cold, ann.cold_at, points - ann.points], [false, 63_500, 1]);
    pass(table, 16_500);
    assert.deepEqual(
      told(table, 'cold').map(({ player }) => player),
      ['ann', 'cid', 'bob'],
    );
  });

  it('RL14 eliminates at 0 points, by decay or penalty, and takes no more than there is', () => {
    const table = startedTable(['ann', 'bob', 'cid', 'dan']);
    playerOf(table, 'ann').points = 3;
    playerOf(table, 'bob').points = 1;
    dealSum(table, 'ann');

    const outcome = answer(table, 'ann', '5');
    pass(table, 1000);

    assert.deepEqual(outcome, { result: { correct: false, penalty: 3, locked_until: 2000 } });
    for (const id of ['ann', 'bob']) {
      const player = playerOf(table, id);
      assert.deepEqual([player.points, player.active, player.puzzle.id], [0, false, '']);
      assert.equal(table.secret.open[id], undefined);
    }
    assert.deepEqual(
      told(table, 'eliminated').map(({ player }) => player),
      ['ann', 'bob'],
    );
    assert.equal(relay.over(table), false);
  });

  it('RL15 is over when one is left, and says so once', () => {
    const table = startedTable();
    solve(table, 'cid');
    playerOf(table, 'ann').points = 1;
    playerOf(table, 'bob').points = 2;
    pass(table, 1000);
    assert.equal(relay.over(table), false);

    pass(table, 1000);

    assert.equal(relay.over(table), true);
    assert.deepEqual(told(table, 'over'), [{ kind: 'over', team_score: table.state.team_score }]);
    assert.ok(table.state.team_score > 0);
  });

  it('RL15 is over after five minutes, whoever is left', () => {
    const table = startedTable();
    for (const player of table.state.players.values()) player.points = 3000;
    pass(table, 299_950);
    assert.equal(relay.over(table), false);

    pass(table, 1000);

    assert.deepEqual([relay.over(table), table.now, table.state.elapsed], [true, 300_000, 300_000]);
    const lost = 30 + 3 * (30 + 60 * (2 + 3 + 4 + 5)) - 3 * 5; // cold from 30 s on, and the last second is free
    assert.equal(playerOf(table, 'ann').points, 3000 - lost);
    assert.equal(told(table, 'over').length, 1);
  });

  it('RL16 whoever leaves forfeits, and the ring closes', () => {
    const table = startedTable(['ann', 'bob', 'cid', 'dan']);

    relay.leave(table, 'bob');

    const bob = playerOf(table, 'bob');
    assert.deepEqual([bob.points, bob.active, bob.puzzle.question], [0, false, '']);
    assert.equal(table.ledger.entries().at(-1)?.kind, 'forfeit');
    assert.equal(table.ledger.balance('bob'), 0);
    assert.deepEqual(told(table, 'eliminated'), []);
    const outcome = solve(table, 'ann');
    assert.equal('result' in outcome && outcome.result.to, 'cid');
    relay.leave(table, 'ann');
    assert.equal(relay.over(table), false);
    relay.leave(table, 'cid');
    assert.equal(relay.over(table), true);
  });

  it('RL18 the operator can make everybody decay', () => {
    const table = startedTable();
    table.state.decay = 3;
    relay.commands?.decay?.(table);
    assert.deepEqual(
      [...table.state.players.values()].map(({ points }) => points),
      [97, 97, 97],
    );
    assert.equal(table.state.elapsed, 0);
  });
});
