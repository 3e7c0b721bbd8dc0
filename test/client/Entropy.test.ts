import assert from 'node:assert/strict';
import { Emitter } from '../../client/Emitter.ts';
import { Entropy, keptEntropy } from '../../client/Entropy.ts';
import { memoryStorage } from '../../client/KeyValue.ts';
import type { MatchEvents } from '../../client/MatchConnection.ts';
import type { GameAction, MatchView } from '../../client/matchView.ts';
import { ParlorError } from '../../client/ParlorError.ts';
import { ENTROPY_MS } from '../../src/games/holdem/structure.ts';
import { visibleState } from '../../src/match/view.ts';
import { holdemMaker } from '../../src/schema/holdem.ts';
import { MATCH, openMatch, PEOPLE } from '../games/holdem/people.ts';

/** A table of hold'em whose people have the helper of the client, or not. */
function atTable() {
  const open = openMatch();
  const { match } = open;
  const seen = (player: string | null) =>
    ({ ...visibleState(holdemMaker, match.state, player), phase: 'playing' }) as unknown as MatchView;
  const emitters: Emitter<MatchEvents>[] = [];
  const problems: ParlorError[] = [];
  const sent: [player: string, action: GameAction][] = [];
  const changed = () => {
    for (const emitter of emitters) if (emitter.has('state')) emitter.emit('state', {} as never);
  };
  const join = (
    player: string,
    { storage = memoryStorage(), look = (state: MatchView) => state, watches = false } = {},
  ) => {
    const emitter = new Emitter<MatchEvents>();
    emitters.push(emitter);
    new Entropy({
      match: {
        id: MATCH,
        game: 'holdem',
        get state() {
          return look(seen(player));
        },
        async act(action) {
          sent.push([player, action]);
          const reply = open.act(player, action);
          if ('code' in reply) throw new ParlorError(String(reply.code), '');
          return reply as never;
        },
        on: (event, fn) => emitter.on(event, fn),
      },
      player: watches ? null : player,
      storage,
      problem: (error) => problems.push(error),
    });
    const close = () => void emitters.splice(emitters.indexOf(emitter), 1);
    return { emitter, storage, close };
  };
  /** Lets what was sent arrive, and tells everybody what came of it. */
  const settle = async () => {
    for (let i = 0; i < 8; i++) {
      await crypto.subtle.digest('SHA-256', new Uint8Array(1));
      await new Promise((resolve) => setImmediate(resolve));
      changed();
    }
  };
  return { ...open, join, settle, sent, problems };
}

describe('a client’s entropy', () => {
  it('is committed to and opened by itself, and the hand is dealt at once', async () => {
    const { match, join, settle, problems, at, sent } = atTable();
    for (const player of PEOPLE) join(player);
    await settle();
    assert.deepEqual([match.state.hand, match.now], [1, 0]);
    for (const player of PEOPLE) assert.match(at(player).entropy ?? '', /^[0-9a-f]{64}$/);
    assert.equal(new Set(PEOPLE.map((player) => at(player).entropy)).size, PEOPLE.length);
    assert.equal(sent.length, 2 * PEOPLE.length);
    assert.deepEqual(problems, []);
  });

  it('is opened by the page that comes after a reload', async () => {
    const { join, settle, wait, at, match } = atTable();
    const { close, storage } = join('ann');
    await settle();
    close();
    wait(ENTROPY_MS);
    await settle();
    assert.equal(match.state.entropy_open, 'value');
    assert.equal(at('ann').entropy, at('ann').entropy_commitment);
    join('ann', { storage });
    await settle();
    assert.match(at('ann').entropy ?? '', /^[0-9a-f]{64}$/);
    assert.notEqual(at('ann').entropy, at('ann').entropy_commitment);
    assert.equal(match.state.hand, 1);
  });

  it('is one, also when two pages of the same player bring it', async () => {
    const { join, settle, wait, at, problems } = atTable();
    const { storage } = join('ann');
    join('ann', { storage });
    await settle();
    wait(ENTROPY_MS);
    await settle();
    assert.notEqual(at('ann').entropy, 'absent');
    assert.deepEqual(problems, []);
  });

  it('is brought by nobody who watches, and not by another device that did not commit', async () => {
    const { join, settle, wait, at, sent } = atTable();
    join('ann');
    join('ann', { storage: memoryStorage() });
    join('bob', { watches: true });
    await settle();
    wait(ENTROPY_MS);
    await settle();
    assert.notEqual(at('ann').entropy, 'absent');
    assert.equal(at('bob').entropy, 'absent');
    assert.ok(sent.every(([player]) => player === 'ann'));
  });

  it('of two devices is that of the first, and the second says nothing', async () => {
    const { join, settle, wait, at, problems } = atTable();
    const first = join('ann');
    await settle();
    first.close();
    const value = keptEntropy(first.storage, MATCH)?.value;
    // It sends its commitment before it hears that there is one already.
    let late = true;
    const second = join('ann', {
      look: (state) =>
        late
          ? { ...state, players: { ...state.players, ann: { ...at('ann'), entropy: '' } as never } }
          : state,
    });
    await settle();
    late = false;
    wait(ENTROPY_MS);
    await settle();
    assert.notEqual(keptEntropy(second.storage, MATCH)?.value, value);
    assert.equal(at('ann').entropy, at('ann').entropy_commitment);
    assert.deepEqual(problems, []);
    assert.equal(keptEntropy(second.storage, MATCH)?.acknowledged, undefined);
    join('ann', { storage: first.storage });
    await settle();
    assert.equal(at('ann').entropy, value);
    assert.equal(keptEntropy(first.storage, MATCH)?.acknowledged, true);
  });

  it('is not kept as taken when it came too late', async () => {
    const { join, settle, wait, at, problems } = atTable();
    const { close, storage } = join('ann');
    await settle();
    close();
    wait(2 * ENTROPY_MS);
    assert.equal(at('ann').entropy, 'absent');
    join('ann', {
      storage,
      look: (state) => {
        const { entropy_commitment } = at('ann');
        const ann = { ...at('ann'), entropy: entropy_commitment };
        return { ...state, entropy_open: 'value', players: { ...state.players, ann: ann as never } };
      },
    });
    await settle();
    assert.deepEqual(problems, []);
    const kept = keptEntropy(storage, MATCH);
    assert.deepEqual([kept?.player, kept?.acknowledged], ['ann', undefined]);
  });

  it('is not brought to a match that is committed to something else than at first, and that is told once', async () => {
    const { join, settle, problems, sent } = atTable();
    let other = false;
    const look = (state: MatchView) => (other ? { ...state, match_commitment: 'f'.repeat(64) } : state);
    const { emitter } = join('ann', { look });
    await settle();
    other = true;
    await settle();
    emitter.emit('status', 'live');
    emitter.emit('result', {} as never);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['commitment_changed'],
    );
    assert.deepEqual(
      sent.map(([, { commit }]) => typeof commit),
      ['string'],
    );
  });

  it('is kept of the latest twenty matches, that of before there were several among them', async () => {
    const storage = memoryStorage();
    const other = (n: number) => ({ match: `match ${n}`, commitment: `${n}`, value: 'ab'.repeat(32) });
    storage.setItem('parlor.entropy', JSON.stringify(other(0)));
    assert.deepEqual(keptEntropy(storage, 'match 0'), other(0));
    const { join, settle } = atTable();
    join('ann', { storage });
    await settle();
    assert.deepEqual(keptEntropy(storage, 'match 0'), other(0));
    assert.match(keptEntropy(storage, MATCH)?.value ?? '', /^[0-9a-f]{64}$/);

    const full = memoryStorage();
    full.setItem('parlor.entropy', JSON.stringify(Array.from({ length: 20 }, (_, n) => other(n))));
    join('bob', { storage: full });
    await settle();
    assert.equal(keptEntropy(full, 'match 0'), null);
    assert.deepEqual(keptEntropy(full, 'match 1'), other(1));
    assert.match(keptEntropy(full, MATCH)?.value ?? '', /^[0-9a-f]{64}$/);
  });

  it('does not read every state of a match that asks for none', async () => {
    const { join } = atTable();
    const { emitter } = join('ann', { look: (state) => ({ ...state, entropy_open: '' }) });
    assert.equal(emitter.has('state'), false);
  });
});
