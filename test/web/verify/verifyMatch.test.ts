import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { deckOf } from '../../../web/src/verify/deck.ts';
import { bytes32, hexOf, hmacUnder, sha256 } from '../../../web/src/verify/digests.ts';
import { type MatchFile, NotVerifiable, readFile, readMatch } from '../../../web/src/verify/matchFile.ts';
import type { Step } from '../../../web/src/verify/Step.ts';
import { entropyOf, type Verified, verifyMatch } from '../../../web/src/verify/verifyMatch.ts';
import { addedTo, leftOut } from '../../games/holdem/leftOut.ts';
import { handsTold, openMatch, PEOPLE } from '../../games/holdem/people.ts';

const data = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../games/holdem/${file}`, import.meta.url), 'utf8'));

interface Tampering {
  name: string;
  path: (string | number)[];
  value?: unknown;
  remove?: true;
  wrong: string[];
}

const all = ({ steps, hands }: Verified): [string, Step][] => [
  ...steps.map((step): [string, Step] => [step.id, step]),
  ...hands.flatMap(({ hand, steps }) => steps.map((step): [string, Step] => [`${hand} ${step.id}`, step])),
];
const found = (verified: Verified, what: Step['found']) =>
  all(verified).flatMap(([id, step]) => (step.found === what ? [id] : []));

function tampered(record: MatchFile, { path, value, remove }: Tampering): MatchFile {
  const copy = structuredClone(record);
  const last = path.at(-1) as string;
  // biome-ignore lint/suspicious/noExplicitAny: wherever the path leads
  const holder = path.slice(0, -1).reduce((at: any, name) => at[name], copy);
  if (remove) holder.splice(Number(last), 1);
  else holder[last] = value;
  return copy;
}

/**
 * A whole match of people and bots, whose first hand was shown after it, as it is told once it is over: a copy of one.
 */
async function played(): Promise<MatchFile> {
  whole ??= playedOnce();
  return structuredClone(await whole);
}

let whole: Promise<MatchFile> | undefined;

async function playedOnce(): Promise<MatchFile> {
  const open = openMatch({ seed: 'verified', bots: 2 });
  for (const id of PEOPLE) open.commit(id);
  for (const id of ['ann', 'cid']) open.reveal(id);
  open.wait(2_600);
  const winner = open.fold();
  open.act(winner, { action: 'show' });
  open.play();
  return readMatch(JSON.parse(JSON.stringify(await handsTold(open.match))));
}

describe('the verifier of hold’em’s matches', () => {
  it('comes to what the vectors say, in code of its own', async () => {
    const { match_id, M, match_commitment, players, entropy, hands } = data('fairness-vectors.json');
    assert.equal(await sha256(`parlor/holdem/1/match|${match_id}|${M}`), match_commitment);
    assert.equal(entropyOf(players), entropy);
    const under = await hmacUnder(bytes32(M) as Uint8Array<ArrayBuffer>);
    for (const { hand, seed, commitment, deck, leaf0, leaves_root } of hands) {
      const bytes = await under(`hand|${hand}`);
      assert.equal(hexOf(bytes), seed);
      assert.equal(await sha256(`parlor/holdem/1/hand|${match_id}|${hand}|${seed}`), commitment);
      const made = await deckOf(bytes, match_id, hand, entropy);
      assert.equal(made.cards.join(' '), deck);
      assert.equal(made.exchanges.length, 51);
      assert.equal(await made.salt(0), leaf0.salt);
      const leaves = made.cards
        .slice(0, 11)
        .map(async (card, i) => sha256(`leaf|${i}|${await made.salt(i)}|${card}`));
      assert.equal((await Promise.all(leaves))[0], leaf0.hash);
      assert.equal(await sha256((await Promise.all(leaves)).join('')), leaves_root);
    }
  });

  it('finds everything right in a whole match', async () => {
    const match = await played();
    const verified = await verifyMatch(match);
    assert.deepEqual(found(verified, 'wrong'), []);
    assert.deepEqual(found(verified, 'open'), ['kept']);
    assert.ok(verified.hands.length > 3);
    assert.equal(all(verified).length, 5 + 6 * verified.hands.length + 1);
  });

  it('can tell less while the match runs, and finds nothing wrong', async () => {
    const { hands, ...match } = await played();
    const running = {
      ...match,
      ...{ running: true, match_secret: null, hand_count: null, last_hash: null },
      hands: hands.map((hand) => ({ ...hand, seed: null, openings: hand.openings.slice(0, 2) })),
    };
    const verified = await verifyMatch(running);
    assert.deepEqual(found(verified, 'wrong'), []);
    const open = new Set(found(verified, 'open').map((id) => id.replace(/^\d+ /, '')));
    assert.deepEqual([...open].sort(), ['commitment', 'deal', 'kept', 'numbers', 'secret', 'seed']);
    const none = await verifyMatch({ ...running, start_hash: null, hands: [] });
    assert.deepEqual(found(none, 'open'), ['secret', 'start', 'numbers', 'kept']);
    assert.deepEqual(found(none, 'wrong'), []);
  });

  it('finds a board that is not the one that was opened, while no seed is told', async () => {
    const { hands, ...match } = await played();
    const seen = hands.findIndex(({ board }) => board !== '');
    const lied = hands.map((hand, i) => ({
      ...{ ...hand, seed: null },
      board: i === seen ? hand.board.split(' ').reverse().join(' ') : hand.board,
    }));
    const hidden = { running: true, match_secret: null, hand_count: null, last_hash: null };
    const verified = await verifyMatch({ ...match, ...hidden, hands: lied });
    assert.deepEqual(found(verified, 'wrong'), [`${seen + 1} deal`, `${seen + 1} record`]);
  });

  it('verifies the cards of hands whose seed is told while the match runs', async () => {
    const hidden = { running: true, match_secret: null, hand_count: null, last_hash: null };
    const verified = await verifyMatch({ ...(await played()), ...hidden });
    assert.deepEqual(found(verified, 'wrong'), []);
    assert.deepEqual(
      [...new Set(found(verified, 'open').map((id) => id.replace(/^\d+ /, '')))],
      ['secret', 'numbers', 'kept', 'seed'],
    );
  });

  it('compares with what this browser kept', async () => {
    const match = await played();
    const [ann] = match.players;
    const kept = {
      ...{ commitment: match.match_commitment, value: ann?.value ?? '' },
      ...{ player: 'ann', acknowledged: true },
    };
    assert.deepEqual(found(await verifyMatch(match, kept), 'wrong'), []);
    assert.deepEqual(found(await verifyMatch(match, { ...kept, commitment: 'another' }), 'wrong'), ['kept']);
    assert.deepEqual(found(await verifyMatch(match, { ...kept, value: 'another' }), 'wrong'), ['own']);
    assert.deepEqual(found(await verifyMatch(match, { ...kept, player: 'cid' }), 'wrong'), ['own']);
  });

  it('accuses nobody of leaving out what nobody said was taken', async () => {
    const match = await played();
    const kept = { commitment: match.match_commitment, value: 'f'.repeat(64), player: 'bob' };
    const late = await verifyMatch(match, kept);
    assert.deepEqual([found(late, 'wrong'), found(late, 'open')], [[], ['own']]);
    const untold = { match_secret: null, hand_count: null, last_hash: null };
    const handNone = { ...match, ...untold, running: true, hands: [] };
    const early = await verifyMatch(handNone, { ...kept, acknowledged: true });
    assert.deepEqual(found(early, 'wrong'), []);
    assert.ok(found(early, 'open').includes('own'));
    assert.deepEqual(found(await verifyMatch(match, { ...kept, acknowledged: true }), 'wrong'), ['own']);
  });

  it('finds hands cut off at the end, and says that it cannot where nobody kept how many there were', async () => {
    const match = await played();
    const cut = { ...match, hands: match.hands.slice(0, -1) };
    assert.deepEqual(found(await verifyMatch(cut), 'wrong'), ['numbers']);
    assert.deepEqual(found(await verifyMatch({ ...match, hands: [] }), 'wrong'), ['numbers']);
    const { hand_count: _count, last_hash: _hash, ...old } = record;
    const verified = await verifyMatch(readMatch({ ...old, hands: old.hands.slice(0, -1) }));
    assert.deepEqual([found(verified, 'wrong'), found(verified, 'open')], [[], ['numbers', 'kept']]);
  });

  const { record, tamperings } = data('fairness-tampered.json') as {
    record: MatchFile;
    tamperings: Tampering[];
  };

  it('finds everything right in the record that is tampered with', async () => {
    assert.deepEqual(found(await verifyMatch(readMatch(record)), 'wrong'), []);
    assert.ok(tamperings.length >= 20);
  });

  for (const tampering of tamperings)
    it(`finds ${tampering.name}, and nothing else`, async () => {
      const verified = await verifyMatch(readMatch(tampered(record, tampering)));
      assert.deepEqual(found(verified, 'wrong').sort(), [...tampering.wrong].sort());
    });

  for (const { name, wrong, change } of leftOut)
    it(`finds ${name}, and nothing else`, async () => {
      const match = await played();
      change(match);
      assert.deepEqual(found(await verifyMatch(readMatch(match)), 'wrong').sort(), wrong);
    });

  for (const { name, change } of addedTo)
    it(`takes no record that has ${name} which nobody looks at`, async () => {
      const match = await played();
      change(match);
      assert.throws(() => readMatch(match), NotVerifiable);
    });

  it('finds a card that was dealt and bound as another than the shuffle gives', async () => {
    const match = structuredClone(record);
    const [hand] = match.hands;
    const opened = hand?.openings[0];
    assert.ok(hand && opened);
    opened.card = opened.card === 'As' ? 'Ks' : 'As';
    hand.leaves[0] = await sha256(`leaf|0|${opened.salt}|${opened.card}`);
    hand.deck_root = await sha256(hand.leaves.join(''));
    assert.deepEqual(found(await verifyMatch(match), 'wrong'), ['1 deal', '1 record']);
  });

  it('finds what was shown after a hand changed, left out, or opened otherwise', async () => {
    const match = await played();
    const wrongWith = async (change: (hand: MatchFile['hands'][number]) => void) => {
      const copy = structuredClone(match);
      change(copy.hands[0] as MatchFile['hands'][number]);
      return found(await verifyMatch(copy), 'wrong');
    };
    assert.ok(match.hands[0]?.shown_after);
    const change = (more: object) =>
      wrongWith((hand) => void Object.assign(hand.shown_after as object, more));
    assert.deepEqual(await wrongWith((hand) => void delete hand.shown_after), ['2 chain']);
    assert.deepEqual(await change({ cards: 'As Ah' }), ['1 deal', '1 shown']);
    assert.deepEqual(await change({ openings: [] }), ['1 shown']);
    assert.deepEqual(await change({ previous: 'f'.repeat(64) }), ['1 shown']);
    assert.deepEqual(await change({ hand: 2 }), ['1 shown']);
  });

  it('says what it cannot verify, whatever it is given', () => {
    for (const given of [
      null,
      7,
      [],
      {},
      { ...record, hands: [{}] },
      { ...record, players: 'all' },
      { ...record, hands: [{ ...record.hands[0], leaves: [7] }] },
    ])
      assert.throws(() => readMatch(given), NotVerifiable);
    assert.throws(() => readMatch({ ...record, version: 'parlor/holdem/2' }), /does not know/);
    assert.throws(() => readMatch({ ...record, format: 3 }), /format 3, which this page does not know/);
    assert.throws(() => readMatch({ ...record, winner: 'ann' }), /It has “winner”/);
    assert.throws(() => readMatch({ ...record, match_commitment: null }), /nothing was committed/);
    assert.throws(() => readFile('{'), /not JSON/);
    assert.equal(readFile(JSON.stringify(record)).hands.length, 3);
  });
});
