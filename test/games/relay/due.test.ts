import assert from 'node:assert/strict';
import { relay } from '../../../src/games/relay/relay.ts';
import { Random } from '../../../src/lib/random.ts';
import { canonical } from '../../../src/match/canonical.ts';
import { Match } from '../../../src/match/match.ts';
import { relayMaker } from '../../../src/schema/relay.ts';

const { dueAt, ...everyStep } = relay;

function started(seed: string, game: typeof relay) {
  const seats = [0, 1, 2, 3].map((i) => ({ id: `p${i}`, name: `P${i}`, bot: i > 1, skill: 0.3 * i }));
  let steps = 0;
  const counted = {
    ...game,
    step: (table: Parameters<typeof relay.step>[0]) => {
      steps += 1;
      return relay.step(table);
    },
  };
  const match = Match.start(counted, relayMaker.plain, {
    id: seed,
    game: 'relay',
    rules: relay.rules ?? 1,
    seed,
    seats,
  });
  return { match, steps: () => steps };
}

describe('what is due in relay', () => {
  it('RL41 is all that its steps do: without those in between it is the same match', () => {
    for (let seed = 0; seed < 8; seed++) {
      const random = Random.seeded(`due ${seed}`);
      const [all, due] = [started(`${seed}`, everyStep), started(`${seed}`, relay)];
      for (let i = 0; i < 400; i++) {
        const ms = random.int(0, 1000);
        const player = random.pick(['p0', 'p1']);
        const action = random.pick<object>([{ action: 'skip' }, { action: 'answer', answer: '7' }, {}]);
        for (const { match } of [all, due]) {
          match.advance(ms);
          match.apply(player, { request_id: `r${i}`, ...action });
        }
        assert.equal(canonical(due.match.state), canonical(all.match.state), `seed ${seed}, ${i}`);
      }
      assert.deepEqual(due.match.journal, all.match.journal);
      assert.deepEqual(due.match.freeze(), all.match.freeze());
      assert.deepEqual(due.match.ledger.entries(), all.match.ledger.entries());
      assert.deepEqual(due.match.records(), all.match.records());
      assert.ok(due.steps() * 5 < all.steps(), `${due.steps()} of ${all.steps()} steps`);
    }
  });

  it('RL41 says how long nothing happens', () => {
    const { match } = started('idle', relay);
    for (let i = 0; i < 100 && !match.over; i++) {
      const before = canonical(match.state);
      const ms = match.idleMs;
      assert.ok(ms > 0 && ms <= 1000, `${ms}`);
      match.advance(ms - 1);
      assert.equal(canonical(match.state), before);
      match.advance(1);
    }
  });
});
