import assert from 'node:assert/strict';
import type { StateMaker } from '../../../src/games/game.ts';
import { relay } from '../../../src/games/relay/relay.ts';
import { bySeat } from '../../../src/games/relay/ring.ts';
import type { RelayState } from '../../../src/games/relay/state.ts';
import { replay } from '../../../src/match/replay.ts';
import { stateHash } from '../../../src/match/stateHash.ts';
import { relayMaker } from '../../../src/schema/relay.ts';
import { FuzzedMatch } from './FuzzedMatch.ts';

function play(seed: string, maker: StateMaker<RelayState>, moves = false): FuzzedMatch {
  const fuzzed = new FuzzedMatch(seed, maker);
  for (let i = 0; !fuzzed.match.over; i++) {
    assert.ok(i < 5000, `seed ${seed} does not end`);
    fuzzed.act();
    fuzzed.check();
    if (moves && fuzzed.random.chance(0.02)) fuzzed.move();
  }
  return fuzzed;
}

describe('relay under random play', function () {
  this.timeout(180_000);

  it('RL2 RL14 RL15 RL19 RL21 RL24 holds its invariants after everything that happens', () => {
    let actions = 0;
    for (let seed = 0; seed < 8; seed++) {
      const { match } = play(`inv ${seed}`, relayMaker.plain);
      actions += match.journal.length;
      const before = { hash: stateHash(match.state), seq: match.seq };
      match.advance(5000);
      for (const { id } of bySeat(match.state)) {
        assert.ok('code' in match.apply(id, { request_id: 'late', action: 'skip' }).reply);
        assert.equal(match.leave(id), false);
      }
      assert.ok('refused' in match.command('decay', 'operator'));
      assert.deepEqual({ hash: stateHash(match.state), seq: match.seq }, before);
    }
    assert.ok(actions > 500, `${actions} actions`);
  });

  it('RL23 replays to the same state, ledger and standings, on plain and on synchronised objects', () => {
    for (const maker of [relayMaker.plain, relayMaker]) {
      for (let seed = 0; seed < 3; seed++) {
        const { match } = play(`replay ${seed}`, maker);

        const again = replay(
          relay,
          relayMaker,
          match.setup,
          JSON.parse(JSON.stringify(match.journal)),
          match.now,
        );

        assert.equal(stateHash(again.state), stateHash(match.state));
        assert.deepEqual(again.ledger.entries(), match.ledger.entries());
        assert.deepEqual(again.standings(), match.standings());
        assert.equal(again.state.version, match.state.version);
        assert.equal(again.over, true);
      }
    }
  });

  it('RL23 frozen and thawed anywhere, it comes to the same end', () => {
    for (const maker of [relayMaker.plain, relayMaker]) {
      for (let seed = 0; seed < 2; seed++) {
        const { match } = play(`moves ${seed}`, maker, true);

        const again = replay(relay, relayMaker, match.setup, match.journal, match.now);

        assert.equal(stateHash(again.state), stateHash(match.state));
        assert.deepEqual(again.ledger.entries(), match.ledger.entries());
        assert.deepEqual(again.freeze().secret, match.freeze().secret);
      }
    }
  });
});
