import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { CARDS } from '../../../src/games/holdem/cards.ts';
import { runningHand } from '../../../src/games/holdem/handView.ts';
import { holdem } from '../../../src/games/holdem/holdem.ts';
import { Match } from '../../../src/match/match.ts';
import { replay } from '../../../src/match/replay.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';
import { handsTold, MATCH, openMatch, PEOPLE } from './people.ts';

type Hand = Record<string, unknown> & { hand: number; previous: string; hash: string };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** JSON with the keys of every object in order. */
function sorted(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, one]) => `${JSON.stringify(key)}:${sorted(one)}`).join()}}`;
}

function played(hands?: number) {
  const open = openMatch({ seed: 'hands', bots: 1 });
  for (const id of PEOPLE) open.commit(id);
  for (const id of PEOPLE.slice(1)) open.reveal(id);
  open.wait(2_600);
  open.play(hands);
  return open;
}

const handsIn = (records: readonly { kind: string; data: object }[]) =>
  records.filter(({ kind }) => kind === 'hand').map(({ data }) => data as Hand);

const fairnessIn = (records: readonly { kind: string; data: object }[]) => {
  const found = records.find(({ kind }) => kind === 'fairness');
  assert.ok(found);
  return found.data as {
    hand_count: number;
    last_hash: string;
    match_secret: string;
    players: { commitment: string; value: string }[];
  };
};

describe('hold’em’s records of hands', () => {
  it('HE38 are a chain without gaps, from what the match and its players are committed to', () => {
    const { match } = played();
    const hands = handsIn(match.records());
    assert.deepEqual(
      hands.map(({ hand }) => hand),
      Array.from({ length: match.state.hand }, (_, i) => i + 1),
    );
    const { match_commitment, start_hash } = match.state;
    const players = [...match.state.players.values()].map(({ id, seat, entropy_commitment = null }) => {
      return { id, seat, commitment: entropy_commitment };
    });
    const begins = sorted({ format: 2, match_commitment, players });
    assert.equal(start_hash, sha256(`parlor/holdem/1/record|${MATCH}|${begins}`));
    assert.equal(players.filter(({ commitment }) => commitment !== null).length, PEOPLE.length);
    let previous = start_hash;
    for (const { hash, ...record } of hands) {
      assert.equal(record.previous, previous);
      assert.equal(hash, sha256(`parlor/holdem/1/record|${MATCH}|${sorted(record)}`));
      previous = hash;
    }
    assert.ok(hands.length > 3);
  });

  it('HE37 name what was told of the hand while it was played, and of the next one before it', () => {
    const { match, play } = played(1);
    const told: [string, string][] = [];
    for (let hand = 1; !match.over && hand < 5; hand++) {
      told.push([match.state.commitment ?? '', match.state.deck_root ?? '']);
      const next = match.state.next_commitment;
      play(hand + 1);
      if (!match.over) assert.equal(match.state.commitment, next);
    }
    const hands = handsIn(match.records());
    for (const [i, [commitment, deck_root]] of told.entries())
      assert.deepEqual([hands[i]?.commitment, hands[i]?.deck_root], [commitment, deck_root]);
    assert.ok(told.length > 1);
  });

  it('HE38 come with the match’s secret and what everybody brought, once it is over', () => {
    const { match } = played();
    assert.match(match.state.match_secret ?? '', /^[0-9a-f]{64}$/);
    const { players, ...about } = fairnessIn(match.records());
    assert.deepEqual(about, {
      version: 'parlor/holdem/1',
      format: 2,
      start_hash: match.state.start_hash,
      match_commitment: match.state.match_commitment,
      match_secret: match.state.match_secret,
      hand_count: match.state.hand,
      last_hash: handsIn(match.records()).at(-1)?.hash,
    });
    assert.deepEqual(
      players.map(({ commitment, value }) => [commitment !== null, value !== null]),
      [
        [true, false],
        [true, true],
        [true, true],
        [false, false],
      ],
    );
  });

  it('HE38 come with it when the match is abandoned in the middle of a hand', () => {
    const { match, wait } = played(2);
    assert.equal(match.over, false);
    wait(6_100);
    const records = match.records();
    const { match_secret: secret } = fairnessIn(records);
    assert.equal(sha256(`parlor/holdem/1/match|${MATCH}|${secret}`), match.state.match_commitment);
    const hands = handsIn(records);
    assert.equal(hands.at(-1)?.hand, match.state.hand);
    assert.equal(hands.at(-1)?.previous, hands.at(-2)?.hash);
    const { hand_count, last_hash } = fairnessIn(records);
    assert.deepEqual([hand_count, last_hash], [hands.length, hands.at(-1)?.hash]);
    assert.equal(match.state.match_secret, undefined, 'who still plays it is told nothing');
  });

  it('HE37 HE29 go on after a crash at any entry, with the same cards and the same chain', () => {
    const { match, setup } = played(4);
    const hands = handsIn(match.records()).slice(0, 4);
    const dealt = (one: Match['state']) =>
      JSON.stringify([...one.players.values()].map((p) => ({ ...p, connected: false })));
    const again = Match.start(holdem, holdemMaker.plain, setup);
    let frozen = JSON.stringify(again.freeze());
    for (const [i, entry] of match.journal.entries()) {
      const part = JSON.parse(JSON.stringify(match.journal.slice(0, i + 1)));
      again.redo([entry]);
      const resumed = Match.thaw(holdem, holdemMaker.plain, JSON.parse(frozen), part);
      assert.equal(dealt(resumed.state), dealt(again.state), `entry ${entry.seq}`);
      assert.deepEqual(resumed.records(), again.records(), `entry ${entry.seq}`);
      if (i % 4 === 3) frozen = JSON.stringify(resumed.freeze());
    }
    const replayed = replay(holdem, holdemMaker, setup, match.journal, match.now);
    assert.deepEqual(handsIn(replayed.records()).slice(0, 4), hands);
    assert.equal(hands.length, 4);
  });

  it('HE38 HE39 keep what the winner shows of a hand that all others folded, in the chain before the next', async () => {
    const open = openMatch();
    for (const id of PEOPLE) open.commit(id);
    for (const id of PEOPLE) open.reveal(id);
    const winner = open.fold();
    const other = PEOPLE.find((id) => id !== winner) ?? '';
    const [before] = (await handsTold(open.match, other)).hands;
    assert.equal(before?.shown_after, undefined);
    assert.equal(open.act(winner, { action: 'show' }).code, undefined);
    const told = (await handsTold(open.match, other)).hands[0];
    const { hole, seat } = open.at(winner);
    const cards = [hole.a, hole.b].map((card) => CARDS[card]).join(' ');
    assert.ok(told?.shown_after);
    const { hash, ...record } = told.shown_after;
    assert.deepEqual([record.hand, record.seat, record.cards], [1, seat, cards]);
    assert.equal(record.previous, told.hash);
    assert.equal(hash, sha256(`parlor/holdem/1/record|${MATCH}|${sorted(record)}`));
    const opened = told.openings?.filter((one) =>
      record.openings.some((same) => same.position === one.position),
    );
    assert.deepEqual(opened, record.openings);
    assert.equal(told.openings?.length, (before?.openings?.length ?? 0) + 2);
    for (const { position, salt, card } of record.openings)
      assert.equal(told.leaves?.[position], sha256(`leaf|${position}|${salt}|${card}`));
    open.wait(10_000);
    open.fold();
    const { hands } = await handsTold(open.match);
    assert.deepEqual([hands.length, hands[1]?.previous], [2, hash]);
    assert.equal((await handsTold(open.match, null, 1)).more, true);
    open.act(PEOPLE.find((id) => !open.at(id).folded) ?? '', { action: 'show' });
    const shown = (await handsTold(open.match)).hands[1]?.shown_after?.hash;
    assert.ok(shown);
    assert.equal(fairnessIn(open.match.records()).last_hash, shown);
  });

  it('HE39 are opened once while the match runs, and as many are kept as fit', () => {
    const { players } = openMatch().match.state;
    const table = { id: MATCH, rules: 3, state: { players }, derive: () => new Uint8Array(32) };
    const shown = (hand: number) => {
      const data = { hand, players: [], dealt: [0, 1, 2], board: '', shown: [] };
      return runningHand(table as never, 'match', { data }, null) as { leaves: string[] };
    };
    const { leaves } = shown(1);
    assert.equal(shown(1).leaves, leaves);
    for (let hand = 2; hand <= 128; hand++) shown(hand);
    assert.equal(shown(1).leaves, leaves);
    shown(129);
    assert.notEqual(shown(1).leaves, leaves);
    assert.deepEqual(shown(1).leaves, leaves);
  });
});
