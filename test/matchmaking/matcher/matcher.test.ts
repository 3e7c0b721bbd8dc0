import assert from 'node:assert/strict';
import { matchQueue } from '../../../src/matchmaking/matcher/matcher.ts';
import { POLICIES, policyOf } from '../../../src/matchmaking/matcher/policies.ts';
import { type Aim, aimAt, defaultPolicy, type Policy } from '../../../src/matchmaking/matcher/policy.ts';
import type { OpenRoom, QueuedTicket } from '../../../src/matchmaking/matcher/types.ts';
import { NOW, waiting } from './queue.ts';

/** Round numbers, however fast tickets come. */
const policy: Policy = {
  ...defaultPolicy,
  aims: [{ everyMs: 1_000, window: 100, smallerAfterMs: 5_000, widerAfterMs: 10_000 }],
  window: { wider: 3, sigmaShare: 0.25, settledSigma: 150 },
  starvedAfterMs: 120_000,
};

const tables = (tickets: QueuedTicket[], rooms: OpenRoom[] = []) =>
  matchQueue(tickets, rooms, NOW, policy).matches.map((match) => match.tickets.toSorted());

function room(id: string, mu: number, more: Partial<OpenRoom> = {}): OpenRoom {
  const rating = { mu, sigma: 80, played: 30 };
  return {
    id,
    region: null,
    free: 1,
    people: ['x', 'y', 'z'].map((name) => ({ player: `${id}-${name}`, rating, blocked: [] })),
    openedAt: NOW,
    ...more,
  };
}

describe('matcher', () => {
  it('takes a five at once, and four or three after 5 s of the oldest', () => {
    const fresh = ['a', 'b', 'c', 'd', 'e'].map((id, i) => waiting(id, 1_500 + i, 0));
    assert.deepEqual(tables(fresh), [['a', 'b', 'c', 'd', 'e']]);
    const four = (seconds: number) => [...fresh.slice(0, 3), waiting('d', 1_500, seconds)];
    assert.deepEqual([tables(four(4.9)), tables(four(5))], [[], [['a', 'b', 'c', 'd']]]);
    const three = (seconds: number) => [...fresh.slice(0, 2), waiting('d', 1_500, seconds)];
    assert.deepEqual([tables(three(4.9)), tables(three(5))], [[], [['a', 'b', 'd']]]);
  });

  it('takes who is within the windows of both, which widen with the wait of each', () => {
    const pair = [waiting('a', 1_500, 15), waiting('b', 1_500, 15)];
    assert.deepEqual(tables([...pair, waiting('c', 1_600, 0)]), [['a', 'b', 'c']]);
    assert.deepEqual(tables([...pair, waiting('c', 1_640, 9)]), []);
    assert.deepEqual(tables([...pair, waiting('c', 1_640, 10)]), [['a', 'b', 'c']]);
    assert.deepEqual(tables([...pair, waiting('c', 2_000, 119)]), [], 'never wider than 300');
    assert.deepEqual(tables([...pair, waiting('c', 2_000, 120)]), [['a', 'b', 'c']], 'starved');
  });

  it('aims at what suits how fast tickets come, between two rows in proportion', () => {
    const [row] = policy.aims;
    const slow = { everyMs: 4_000, window: 400, smallerAfterMs: 20_000, widerAfterMs: 40_000 };
    const both = { ...policy, aims: [row as Aim, slow] };
    const queue = [waiting('a', 1_500, 9), waiting('b', 1_550, 9), waiting('c', 1_690, 9)];
    const seats = (pace: number) => matchQueue(queue, [], NOW, both, pace).matches.length;
    assert.deepEqual([500, 1_000, 2_000, 4_000].map(seats), [0, 0, 0, 0]);
    const older = queue.map((t) => ({ ...t, enqueuedAt: NOW - 11_000 }));
    assert.equal(matchQueue(older, [], NOW, both, 2_000).matches.length, 1, 'window 200, three after 10 s');
    assert.deepEqual(
      [100, 2_000, 9_000].map((pace) => Math.round(aimAt(pace, both).window)),
      [100, 200, 400],
    );
  });

  it('takes newcomers from further away', () => {
    const settled = [waiting('a', 1_500, 20), waiting('b', 1_500, 20), waiting('c', 1_850, 20)];
    assert.deepEqual(tables(settled), []);
    const newcomers = settled.map((t) => ({ ...t, rating: { ...t.rating, sigma: 500 } }));
    assert.deepEqual(tables(newcomers), [['a', 'b', 'c']]);
  });

  it('would rather have others than those who met lately', () => {
    const met = { 'player-b': NOW - 60_000 };
    const others = [waiting('b', 1_560, 9), waiting('c', 1_560, 9)];
    const queue = [waiting('a', 1_500, 9, { recent: met }), ...others];
    assert.deepEqual(tables(queue), []);
    const faded = { 'player-b': NOW - policy.recent.fadeMs };
    assert.deepEqual(tables([waiting('a', 1_500, 9, { recent: faded }), ...others]), [['a', 'b', 'c']]);
  });

  it('finds tables around a block', () => {
    const queue = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, i) => waiting(id, 1_500 + i, 12));
    const blocking = queue.map((t) => (t.id === 'c' ? { ...t, blocked: ['player-d'] } : t));
    const made = tables(blocking);
    assert.deepEqual(made.flat().sort(), ['a', 'b', 'c', 'd', 'e', 'f']);
    assert.ok(!made.some((table) => table.includes('c') && table.includes('d')));
  });

  it('seats a party as one, a little above the mean of its members', () => {
    const party = { party: 'friends' };
    const pair = [waiting('a', 1_300, 9, party), waiting('b', 1_700, 9, party)];
    assert.deepEqual(tables([...pair, waiting('c', 1_620, 9)]), [['a', 'b', 'c']], '1525 and 1620');
    assert.deepEqual(tables([...pair, waiting('c', 1_420, 9)]), [], '1525 and 1420');
  });

  it('chooses the region where the worst latency is least', () => {
    const queue = [
      waiting('a', 1_500, 10, { regions: { eu: 20, us: 90 } }),
      waiting('b', 1_500, 10, { regions: { eu: 40, us: 95 } }),
      waiting('c', 1_500, 10),
    ];
    const [match] = matchQueue(queue, [], NOW, policy).matches;
    assert.equal(match?.region, 'eu');
    assert.equal(
      match.why,
      '3 players within 0 points of each other, all within 40 ms of eu; the longest wait was 10 s.',
    );
  });

  it('seats who lives far from every region in the nearest of them, alone with bots, too', () => {
    const far = { regions: { eu: 320, us: 400 } };
    const queue = [waiting('a', 1_500, 0, far), waiting('b', 1_500, 9), waiting('c', 1_500, 9)];
    const [match] = matchQueue(queue, [], NOW, policy).matches;
    assert.deepEqual([match?.region, match?.tickets.toSorted()], ['eu', ['a', 'b', 'c']]);
    const alone = [waiting('a', 1_500, 9, { ...far, bots: true })];
    assert.equal(matchQueue(alone, [], NOW, policy).matches[0]?.region, 'eu');
  });

  it('seats who lists only regions that so many others crowd out as if none were listed', () => {
    const made = Array.from({ length: 30 }, (_, i) => [`made-up-${i}`, 20]);
    const crowd = Array.from({ length: 12 }, (_, i) =>
      waiting(`x${i}`, 3_000 + 400 * i, 0, { regions: Object.fromEntries(made) }),
    );
    const five = ['a', 'b', 'c', 'd', 'e'].map((id) => waiting(id, 1_500, 9, { regions: { 'sa-east': 20 } }));
    const { matches } = matchQueue([...crowd, ...five], [], NOW, policy);
    assert.ok(matches.some(({ tickets }) => tickets.toSorted().join('') === 'abcde'));
  });

  it('gives a game the policy that it names, at tables of its size', () => {
    const seats = { min: 2, max: 4 };
    assert.deepEqual(policyOf({ seats, queue: 'quick' }), { ...POLICIES.quick, seats });
    assert.deepEqual(policyOf({ seats }), { ...POLICIES.default, seats });
  });

  it('fills seats at open tables first, the fullest before others', () => {
    const queue = [waiting('a', 1_500, 3), waiting('b', 1_510, 2)];
    const rooms = [
      room('emptier', 1_500, { people: room('emptier', 1_500).people.slice(0, 2), free: 3 }),
      room('fuller', 1_500),
      room('far', 1_900, { people: room('far', 1_900).people.concat(room('w', 1_900).people[0]!) }),
    ];
    const { matches } = matchQueue(queue, rooms, NOW, policy);
    assert.deepEqual(
      matches.map((match) => [match.room, match.tickets]),
      [
        ['fuller', ['a']],
        ['emptier', ['b']],
      ],
    );
  });

  it('fills a table with bots once who agreed to them waited long enough', () => {
    const agreed = { bots: true };
    const soon = policy.botsAfterMs / 1_000;
    assert.deepEqual(tables([waiting('a', 1_500, soon - 0.1, agreed)]), []);
    const queue = [waiting('a', 1_500, soon, agreed), waiting('b', 1_500, 0, agreed), waiting('c', 1_500, 0)];
    const [match, ...more] = matchQueue(queue, [], NOW, policy).matches;
    assert.deepEqual([match?.tickets, match?.bots, more], [['a', 'b'], 3, []]);
  });

  it('calls a game of equals open, and one with a favourite less so', () => {
    const quality = (mus: number[]) =>
      matchQueue(
        mus.map((mu, i) => waiting(`${i}`, mu, 130)),
        [],
        NOW,
        policy,
      ).matches[0]?.quality ?? Number.NaN;
    assert.equal(quality([1_500, 1_500, 1_500]), 1);
    assert.ok(quality([1_500, 1_500, 2_500]) < quality([1_500, 1_500, 1_700]));
    assert.ok(quality([1_500, 1_500, 2_500]) < 0.8);
  });
});

describe('why somebody still waits', () => {
  const why = (queue: QueuedTicket[], id = 'a', rules = policy) =>
    matchQueue(queue, [], NOW, rules).explanations.get(id);

  it('counts those within the window, and says what comes next', () => {
    const queue = [waiting('a', 1_500, 6), waiting('b', 1_550, 6), waiting('c', 1_900, 6)];
    assert.deepEqual(why(queue), {
      window: 100,
      within: 2,
      needed: 3,
      why: 'You and 1 other of your strength wait; a table needs 3. In 4 s stronger and weaker players count, too.',
    });
    assert.equal(
      why([waiting('a', 1_500, 4)])?.why,
      'Nobody else of your strength waits yet; a table needs 5. In 1 s a table of 3 is enough; in 6 s stronger and weaker players count, too.',
    );
    assert.equal(
      why([waiting('a', 1_500, 50), waiting('b', 1_550, 12)])?.why,
      'You and 1 other near your strength wait; a table needs 3. In 70 s anybody counts.',
    );
    assert.equal(
      why([waiting('a', 1_500, 500)])?.why,
      'Nobody else of any strength waits yet; a table needs 3.',
    );
    assert.equal(
      why([waiting('a', 1_500, 12), waiting('b', 1_900, 500)])?.why,
      'You and 1 other near your strength, or here so long that they take anybody, wait; a table needs 3. In 108 s anybody counts.',
    );
  });

  it('names blocks, regions and parties that keep it', () => {
    const blocked = ['player-b', 'player-c'];
    const queue = ['b', 'c', 'd'].map((id) => waiting(id, 1_500, 12));
    assert.match(
      why([waiting('a', 1_500, 12, { blocked }), ...queue.slice(0, 2)])?.why ?? '',
      / 2 people more may not meet you, as one has muted the other\.$/,
    );
    const eu = queue.slice(0, 2).map((t) => ({ ...t, regions: { eu: 20 } }));
    assert.match(
      why([waiting('a', 1_500, 12, { regions: { us: 20 } }), ...eu])?.why ?? '',
      / 2 people more play in other regions than you\.$/,
    );
    const apart = [
      waiting('a', 1_500, 0, { party: 'p', regions: { us: 20 } }),
      waiting('b', 1_500, 0, { party: 'p', regions: { eu: 20 } }),
    ];
    assert.equal(why(apart)?.why, 'Your party lists no region in common: no table can be made.');
    const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => waiting(id, 1_500, 300, { party: 'six' }));
    assert.equal(why(six)?.why, 'Your party of 6 is larger than a table of 5: no table can be made.');
    const foes = [
      waiting('a', 1_500, 300, { party: 'p', blocked: ['player-b'] }),
      waiting('b', 1_500, 300, { party: 'p' }),
    ];
    assert.equal(why(foes)?.why, 'Your party has two who have muted each other: no table can be made.');
  });

  it('says when bots come', () => {
    const patient = { ...policy, botsAfterMs: 20_000 };
    assert.equal(
      why([waiting('a', 1_500, 12, { bots: true })], 'a', patient)?.why,
      'Nobody else near your strength waits yet; a table needs 3. In 108 s anybody counts. Bots take the empty seats in 8 s.',
    );
  });
});
