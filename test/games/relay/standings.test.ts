import assert from 'node:assert/strict';
import { relay } from '../../../src/games/relay/relay.ts';
import { pass, playerOf, solve, startedTable } from './relayTable.ts';

describe('relay standings', () => {
  it('RL17 goes by points passed on, then by who lasted longer, and who left comes last', () => {
    const table = startedTable(['ann', 'bob', 'cid', 'dan', 'eve']);
    for (const id of ['ann', 'bob', 'cid', 'dan', 'eve']) playerOf(table, id).points = 5000;
    solve(table, 'ann');
    solve(table, 'cid');
    solve(table, 'cid');
    playerOf(table, 'ann').points = 1;
    pass(table, 1000);
    playerOf(table, 'dan').points = 1;
    pass(table, 1000);
    relay.leave(table, 'cid');
    pass(table, 300_000);

    const places = relay.standings(table);

    assert.deepEqual(
      places.map(({ id, rank, score }) => [id, rank, score]),
      [
        ['ann', 1, 9],
        ['bob', 2, 0],
        ['eve', 2, 0],
        ['dan', 4, 0],
        ['cid', 5, 18],
      ],
    );
  });

  it('RL17 equals share a rank, and the next rank is left out', () => {
    const table = startedTable(['ann', 'bob', 'cid', 'dan']);
    solve(table, 'bob');
    solve(table, 'cid');
    for (const { id } of [...table.state.players.values()]) playerOf(table, id).points = 5000;
    pass(table, 300_000);

    assert.deepEqual(
      relay.standings(table).map(({ id, rank }) => [id, rank]),
      [
        ['bob', 1],
        ['cid', 1],
        ['ann', 3],
        ['dan', 3],
      ],
    );
  });

  it('RL17 a later leaver stands above an earlier one', () => {
    const table = startedTable(['ann', 'bob', 'cid']);
    relay.leave(table, 'cid');
    pass(table, 50);
    relay.leave(table, 'ann');

    assert.deepEqual(
      relay.standings(table).map(({ id, rank }) => [id, rank]),
      [
        ['bob', 1],
        ['ann', 2],
        ['cid', 3],
      ],
    );
  });

  it('RL16 to leave after being eliminated changes nothing', () => {
    const table = startedTable(['ann', 'bob', 'cid', 'dan']);
    relay.leave(table, 'dan');
    pass(table, 1000);
    playerOf(table, 'ann').points = 1;
    pass(table, 1000);
    const before = { places: relay.standings(table), ledger: table.ledger.entries() };

    pass(table, 500);
    playerOf(table, 'ann').left = true;
    relay.leave(table, 'ann');

    assert.deepEqual({ places: relay.standings(table), ledger: table.ledger.entries() }, before);
    assert.deepEqual(before.places.at(-1)?.id, 'dan');
  });
});
