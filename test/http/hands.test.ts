import assert from 'node:assert/strict';
import { holdem, holdemTelling } from '../../src/games/holdem/holdem.ts';
import type { HttpServices } from '../../src/http/services.ts';
import { plain } from '../../src/match/canonical.ts';
import { Match } from '../../src/match/match.ts';
import type { Answer, Question } from '../../src/match/questions.ts';
import { visibleState } from '../../src/match/view.ts';
import { Budgets } from '../../src/players/budgets.ts';
import { holdemMaker } from '../../src/schema/holdem.ts';
import { MATCH, openMatch, PEOPLE } from '../games/holdem/people.ts';
import { Documented } from './documented.ts';
import { fakeServices } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

interface Hand {
  hand: number;
  players: { id: string; seat: number }[];
  dealt: number[];
  board: string;
  shown: { seat: number; cards: string }[];
  openings: { position: number; card: string }[];
  leaves: string[];
  seed: string | null;
}

/** A match of four that has some hands behind it. */
function played(hands: number, game = holdem) {
  const open = openMatch({ seed: 'shown', people: [...PEOPLE, 'dan'], game });
  for (const id of [...PEOPLE, 'dan']) open.commit(id);
  for (const id of PEOPLE) open.reveal(id);
  open.wait(2_600);
  open.play(hands);
  return open.match;
}

/** An HTTP side over this match alone, as its owner and the records would answer. */
async function serving(
  match: ReturnType<typeof played>,
  over: boolean,
  more: { budgets?: Budgets } = {},
): Promise<TestServer> {
  const { services } = fakeServices();
  const find = services.records.find;
  const records: HttpServices['records'] = {
    ...services.records,
    find: async (id) => {
      const any = await find('00000000-0000-4000-8000-000000000012');
      return id === MATCH && any
        ? { ...any, game: 'holdem', outcome: over ? 'finished' : 'running' }
        : find(id);
    },
    recordsOf: async () => match.records(),
  };
  const live: HttpServices['live'] = {
    ...services.live,
    state: async (_id, player) => ({ version: 1, state: visibleState(holdemMaker, match.state, player) }),
    async ask<Q extends Question>(_id: string, question: Q): Promise<Answer<Q>> {
      assert.ok(question.ask === 'records');
      const { player, kind, from, limit } = question;
      return match.recordsFor(player, kind, from, limit) as Answer<Q>;
    },
  };
  const authenticate: HttpServices['authenticate'] = async (token) => ({ id: token ?? '' });
  const games = new Map([['holdem', holdem]]);
  return startHttp({ records, live, games, authenticate, authenticateSeated: authenticate, ...more });
}

const path = `/api/v1/matches/${MATCH}/hands`;

/** Cards of an opening, by the seat that got them, and those of the board. */
function openedIn({ dealt, openings }: Hand) {
  const holes = new Map<number, string[]>();
  const board: string[] = [];
  for (const { position, card } of openings) {
    const seat = dealt[position % dealt.length] as number;
    if (position < 2 * dealt.length) holes.set(seat, [...(holes.get(seat) ?? []), card]);
    else board.push(card);
  }
  return { holes, board: board.join(' ') };
}

describe('hold’em’s hands over HTTP', () => {
  let server: TestServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function ask(at: TestServer, where: string, as?: string) {
    const answer = await at.ask('GET', where, as === undefined ? {} : { as });
    new Documented(at.http.served).check('GET', where, {
      ...answer,
      type: answer.headers.get('content-type') ?? '',
    });
    return answer;
  }

  it('HE39 open what the caller may see while the match runs: the board, what was tabled, and their own', async () => {
    const match = played(3);
    server = await serving(match, false);
    let hidden = 0;
    for (const viewer of [...PEOPLE, 'dan', 'somebody', undefined]) {
      const { status, body } = await ask(server, path, viewer);
      assert.equal(status, 200);
      assert.deepEqual([body.running, body.match_secret], [true, null]);
      assert.equal(body.match_commitment, match.state.match_commitment);
      assert.equal(body.hands.length, 3);
      for (const hand of body.hands as Hand[]) {
        assert.equal(hand.seed, null);
        assert.equal(hand.leaves.length, 2 * hand.dealt.length + 5);
        const { holes, board } = openedIn(hand);
        const may = new Set(hand.shown.map(({ seat }) => seat));
        for (const { id, seat } of hand.players) if (id === viewer) may.add(seat);
        assert.deepEqual([...holes.keys()].sort(), [...may].sort());
        assert.equal(board, hand.board);
        for (const { seat, cards } of hand.shown) assert.equal(holes.get(seat)?.join(' '), cards);
        if (may.size < hand.dealt.length) hidden += 1;
      }
    }
    assert.ok(hidden > 0);
  });

  it('HE39 tell the match’s secret, seeds and all cards to everybody once it is over', async () => {
    const match = played(Number.POSITIVE_INFINITY);
    server = await serving(match, true);
    const { body } = await ask(server, `${path}?limit=50`);
    assert.deepEqual([body.running, body.match_secret], [false, match.state.match_secret]);
    assert.equal(body.players.length, 4);
    for (const hand of body.hands as Hand[]) {
      assert.match(hand.seed ?? '', /^[0-9a-f]{64}$/);
      assert.equal(hand.openings.length, hand.leaves.length);
    }
  });

  it('HE39 tell all of a hand as soon as it is over, where that is configured', async () => {
    const match = played(2, holdemTelling('hand'));
    server = await serving(match, false);
    const { body } = await ask(server, `${path}/2`);
    assert.deepEqual([body.running, body.match_secret], [true, null]);
    assert.match(body.hand.seed, /^[0-9a-f]{64}$/);
    assert.equal(body.hand.openings.length, body.hand.leaves.length);
  });

  it('come in pages, by number', async () => {
    server = await serving(played(3), false);
    const first = (await ask(server, `${path}?limit=2`, 'ann')).body;
    assert.deepEqual([first.hands.map(({ hand }: Hand) => hand), first.more], [[1, 2], true]);
    const last = (await ask(server, `${path}?after=2`, 'ann')).body;
    assert.deepEqual([last.hands.map(({ hand }: Hand) => hand), last.more], [[3], false]);
    assert.deepEqual((await ask(server, `${path}?after=99`, 'ann')).body.hands, []);
    assert.equal((await ask(server, `${path}/3`, 'ann')).body.hand.hand, 3);
  });

  it('are charged for by how many are asked for', async () => {
    const [player, plenty] = [58, 1_000_000].map((units) => ({ perSecond: units, burst: units }));
    const budgets = new Budgets({
      ...{ player: player as never, address: plenty as never },
      ...{ now: () => 0, refused: () => {} },
    });
    server = await serving(played(1), false, { budgets });
    const statusOf = async (where: string, as: string) => (await server?.ask('GET', where, { as }))?.status;
    for (const [limit, times] of [
      [50, 1], // 5 and one for each hand
      [20, 2],
      [1, 9],
    ])
      for (let i = 0; i <= Number(times); i++)
        assert.equal(
          await statusOf(`${path}?limit=${limit}`, `asks-${limit}`),
          i < Number(times) ? 200 : 429,
          `${limit}, ${i}`,
        );
    assert.equal(await statusOf(`${path}?limit=all`, 'errs'), 400);
  });

  it('are refused with a code', async () => {
    server = await serving(played(1), false);
    for (const [where, status, code] of [
      [`${path}/2`, 404, 'unknown_hand'],
      [`${path}/0`, 400, 'invalid_request'],
      [`${path}?limit=51`, 400, 'invalid_request'],
      ['/api/v1/matches/00000000-0000-4000-8000-000000000099/hands', 404, 'unknown_match'],
      ['/api/v1/matches/00000000-0000-4000-8000-000000000012/hands', 404, 'unknown_match'],
    ] as const) {
      const answer = await ask(server, where, 'ann');
      assert.deepEqual([answer.status, answer.body.code], [status, code], where);
    }
  });

  it('HE36 of matches by the first rules are as they were kept', async () => {
    const seats = PEOPLE.map((id) => ({ id, name: id, bot: true, skill: 0.5 }));
    const match = Match.start(holdem, holdemMaker.plain, { id: MATCH, game: 'holdem', seed: 'old', seats });
    while (!match.over) match.advance(1_000);
    server = await serving(match as never, true);
    const { body } = await ask(server, path);
    assert.deepEqual([body.match_commitment, body.match_secret, body.players], [null, null, []]);
    assert.deepEqual(body.hands[0], plain(match.records()[0]?.data));
  });
});
