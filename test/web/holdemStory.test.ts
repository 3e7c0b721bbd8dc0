import assert from 'node:assert/strict';
import { cardSigns } from '../../web/src/games/holdem/cards.ts';
import type { Hand, HandBook } from '../../web/src/games/holdem/handBook.ts';
import { EMPTY_BOOK, withEvent, withView } from '../../web/src/games/holdem/handBook.ts';
import type { HandRecord } from '../../web/src/games/holdem/handOfRecord.ts';
import { type HoldemView, readHoldem } from '../../web/src/games/holdem/holdemView.ts';
import { lastStandOf } from '../../web/src/games/holdem/lastStand.ts';
import { movesBetween, movesOfWin } from '../../web/src/games/holdem/moves.ts';
import { phhFile, phhOf } from '../../web/src/games/holdem/phh.ts';
import { seatingOf, startingWith } from '../../web/src/games/holdem/seating.ts';
import { largestPotOf, stacksOf } from '../../web/src/games/holdem/stacks.ts';
import { sentenceOf, wonLine } from '../../web/src/games/holdem/story.ts';
import { winningsOf } from '../../web/src/games/holdem/winnings.ts';
import { wonAll } from '../../web/src/games/holdem/wonAll.ts';
import type { ResultRow } from '../../web/src/result/resultView.ts';
import { matchOfBots } from './support/holdemMatch.ts';
import { readPhh, stacksAfter } from './support/phhReader.ts';

const nameOf = (id: string) => (id === 'me' ? 'you' : id);

describe('what is told of hold’em afterwards', () => {
  const record = (
    hand: number,
    stacks: Record<string, number>,
    amount: number,
    winner: number,
  ): HandRecord => ({
    ...{ hand, blinds: [10, 20], button: 0, actions: [], board: '', shown: [], returned: {} },
    players: Object.entries(stacks).map(([id, stack], seat) => ({ id, seat, stack })),
    pots: [{ amount, seats: [0, 1], winners: [winner] }],
  });
  const hands = [
    record(1, { me: 1500, Mia: 1500, Cy: 1500 }, 900, 0),
    record(2, { me: 1950, Mia: 1050, Cy: 1500 }, 2100, 1),
    record(3, { me: 900, Mia: 3600 }, 1800, 1),
  ];
  const ends = [
    { id: 'Mia', score: 4500 },
    { id: 'me', score: 0 },
    { id: 'Cy', score: 0 },
  ];

  it('is how everybody’s chips went, up to where they had none', () => {
    assert.deepEqual(stacksOf(hands, ends), [
      { id: 'Mia', chips: [1500, 1050, 3600, 4500] },
      { id: 'me', chips: [1500, 1950, 900, 0] },
      { id: 'Cy', chips: [1500, 1500, 0] },
    ]);
    assert.deepEqual(largestPotOf(hands), { hand: 2, amount: 2100, winners: ['Mia'], words: null });
    assert.equal(largestPotOf([]), null);
  });

  it('is who took somebody’s last chips', () => {
    const hand = (ids: string[], winner: string, words: string | null): Hand => ({
      ...{ hand: 1, small_blind: 10, big_blind: 20, button: 0, deeds: [], board: [], shown: [], over: true },
      players: ids.map((id, seat) => ({ id, name: id, seat, stack: 100, cards: [] })),
      pots: [{ amount: 200, words, winners: [{ player: winner, amount: 200 }] }],
    });
    const played = [hand(['me', 'Mia', 'Cy'], 'Cy', 'a pair of tens'), hand(['Mia', 'Cy'], 'Mia', null)];
    assert.deepEqual(lastStandOf(played, 'me'), { winner: 'Cy', words: 'a pair of tens' });
    assert.equal(lastStandOf(played, 'Mia'), null, 'won it');
    assert.equal(lastStandOf([], 'me'), null);
  });

  it('is who has the chips, as each player reads it', () => {
    const rows = ends.map(({ id, score }, i) => ({
      ...{ id, score, name: id, rank: i + 1, bot: false, left: false, seat: i, rating: null },
    })) as ResultRow[];
    assert.equal(wonAll(rows, 'Mia'), 'You won all 4,500 chips.');
    assert.match(wonAll(rows, 'Cy') ?? '', /Mia.* won all 4,500 chips\.$/);
    assert.equal(wonAll(rows, 'somebody else'), null);
  });
});

describe('what is told at a table of hold’em', () => {
  it('is a sentence each', () => {
    const said = (event: { kind: string; [field: string]: string | number }) => sentenceOf(event, nameOf);
    assert.equal(said({ kind: 'bet', player: 'me', action: 'call', amount: 1200 }), 'You call 1,200.');
    assert.equal(said({ kind: 'bet', player: 'Mia', action: 'raise', amount: 60 }), 'Mia puts in 60.');
    assert.equal(said({ kind: 'fold', player: 'Mia', action: 'time' }), 'Mia folds, out of time.');
    assert.equal(
      said({ kind: 'fold', player: 'Mia', action: 'leave' }),
      'Mia leaves, and the hand is folded.',
    );
    assert.equal(said({ kind: 'board', street: 'turn', cards: 'Td' }), 'Turn: ten of diamonds.');
    assert.equal(
      said({ kind: 'tabled', player: 'me', cards: 'As Kd' }),
      'You show ace of spades, king of diamonds.',
    );
    assert.equal(
      said({ kind: 'returned', player: 'Mia', amount: 40 }),
      '40 that nobody called go back to Mia.',
    );
    assert.equal(said({ kind: 'deal', hand: 3 }), null);
    const flop = { kind: 'board', street: 'flop', cards: 'Td As 2c' };
    assert.equal(
      sentenceOf(flop, nameOf, cardSigns)?.replaceAll('\ufe0e', ''),
      'Flop: 10♦ A♠ 2♣.',
      'in one line of a phone',
    );
  });

  it('says who wins which pot, with what', () => {
    const player = (id: string, seat: number, shown: number[]) => ({
      ...{ id, name: id, seat, stack: 0, bet: 0, shown, bot: false, left: false, connected: true, grace: 0 },
    });
    const view = (boards: number[], pots: object[], shown: [number[], number[], number[]]) =>
      readHoldem({
        ...{ phase: 'playing', version: 1, deadline: 0, spectators: 0, street: 'over', button: 0 },
        ...{ board: boards, pots },
        players: {
          me: player('me', 0, shown[0]),
          Mia: player('Mia', 1, shown[1]),
          Cy: player('Cy', 2, shown[2]),
        },
      });
    // Kd 9h 2c Kc 3s: nines full, aces up, and a mucked hand.
    const split = view(
      [45, 30, 0, 44, 7],
      [
        { amount: 1440, seats: [0, 1, 2] },
        { amount: 900, seats: [0, 1] },
      ],
      [[], [50, 49], [31, 29]],
    );
    const lines = (of: HoldemView) => winningsOf(of).map((one, _, all) => wonLine(one, all, nameOf));
    assert.deepEqual(lines(split), [
      'Cy wins 1,440 from the main pot with full house, nines over kings.',
      'Mia wins 900 from the side pot with two pair, aces and kings.',
    ]);
    const alone = view([45, 30, 0], [{ amount: 300, seats: [0] }], [[], [], []]);
    assert.deepEqual(lines(alone), ['You win 300.']);
    // A royal board plays for all.
    const board = view(
      [51, 47, 43, 39, 35],
      [{ amount: 301, seats: [0, 1, 2] }],
      [
        [0, 1],
        [2, 4],
        [5, 6],
      ],
    );
    assert.deepEqual(
      winningsOf(board)[0]?.winners.map(({ player, amount }) => `${player.id} ${amount}`),
      ['Mia 101', 'Cy 100', 'me 100'],
      'the odd chip goes to the first left of the button',
    );
    assert.deepEqual(lines(board), ['Mia, Cy and you split 301 with royal flush.']);
  });
});

describe('the course of a table of hold’em', () => {
  it('moves chips and cards from where they were to where they are', () => {
    const seen = { deals: 0, bets: 0, collects: 0 };
    let before: HoldemView | null = null;
    for (const { view } of matchOfBots('moves', 3)) {
      const moves = movesBetween(before, view);
      for (const { what, from, to, amount } of moves) {
        if (what === 'card') seen.deals += 1;
        else if (to.at === 'bet') {
          seen.bets += 1;
          const now = view.players.find(({ seat }) => seat === to.seat)?.bet ?? 0;
          assert.ok(amount > 0 && amount <= now);
        } else {
          seen.collects += 1;
          assert.equal(from.at, 'bet');
        }
      }
      for (const winning of winningsOf(view))
        assert.equal(
          movesOfWin(winning).reduce((sum, { amount }) => sum + amount, 0),
          winning.amount,
        );
      assert.deepEqual(movesBetween(view, view), []);
      before = view;
    }
    assert.ok(seen.deals > 20 && seen.bets > 20 && seen.collects > 10, JSON.stringify(seen));
  });

  it('seats everybody so that nothing lies on anything else', () => {
    for (const shape of ['tall', 'wide'] as const) {
      for (const count of [3, 4, 5]) {
        const { height, chairs, board, pot } = seatingOf(shape, count);
        assert.equal(chairs.length, count);
        const inUnits = ({ x, y }: { x: number; y: number }) => ({ x, y: (y * height) / 100 });
        const [radius, plate, below] = shape === 'tall' ? [6.7, 13.5, 21] : [3.5, 7.5, 10.5];
        const boxes = chairs.map(({ seat }) => {
          const { x, y } = inUnits(seat);
          return { left: x - plate, right: x + plate, top: y - radius, bottom: y - radius + below };
        });
        const [wide, high] = shape === 'tall' ? [34, 9] : [19, 5.5];
        const middle = inUnits(board);
        boxes.push({
          ...{ left: middle.x - wide, right: middle.x + wide, top: middle.y - high, bottom: middle.y + high },
        });
        for (const [i, a] of boxes.entries())
          for (const b of boxes.slice(i + 1)) {
            const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
            assert.ok(apart, `${shape}, ${count}: ${JSON.stringify([a, b])}`);
          }
        assert.ok(inUnits(pot).y < middle.y);
        for (const { seat, bet } of chairs)
          assert.ok(seat.x >= 0 && seat.x <= 100 && bet.y > 0 && bet.y < 100);
      }
    }
    const ids = startingWith([{ id: 'a' }, { id: 'b' }, { id: 'c' }], 'b').map(({ id }) => id);
    assert.deepEqual(ids, ['b', 'c', 'a']);
  });

  it('is exported as PHH, hand by hand', () => {
    let book: HandBook = EMPTY_BOOK;
    for (const { view, events } of matchOfBots('export', 3)) {
      for (const event of events) book = withEvent(book, event);
      book = withView(book, view);
    }
    const [first] = book.hands;
    assert.ok(first?.over);
    const text = phhOf(first, 'the-match');
    assert.match(text, /^variant = "NT"$/m);
    assert.match(text, /^starting_stacks = \[1500, 1500, 1500\]$/m);
    assert.match(text, /^blinds_or_straddles = \[10, 20, 0\]$/m);
    assert.match(text, /^actions = \["d dh p1 \S{4}", "d dh p2 \S{4}", "d dh p3 \S{4}", "p3 /m);
    const file = phhFile(book.hands, 'the-match');
    assert.equal(file.match(/^\[\d+\]$/gm)?.length, book.hands.length);
    const quoted = phhOf(
      { ...first, players: first.players.map((one) => ({ ...one, name: 'a "b" \\' })) },
      'm',
    );
    assert.match(quoted, /players = \["a \\"b\\" \\\\"/);
    assert.deepEqual(readPhh(quoted)[0]?.fields.players, Array(3).fill('a "b" \\'));
  });

  it('is read as PHH by who knows the format alone, and comes to the chips that the next hand begins with', () => {
    let compared = 0;
    for (const [seed, count] of [
      ['read one', 3],
      ['read two', 4],
      ['read three', 5],
    ] as const) {
      let book: HandBook = EMPTY_BOOK;
      for (const { view, events } of matchOfBots(seed, count)) {
        for (const event of events) book = withEvent(book, event);
        book = withView(book, view);
      }
      const hands = readPhh(phhFile(book.hands, 'the-match'));
      assert.equal(hands.length, book.hands.length);
      const inOrder = hands.toSorted((a, b) => Number(a.fields.hand) - Number(b.fields.hand));
      for (const [i, hand] of inOrder.entries()) {
        const after = stacksAfter(hand);
        const bySeat = new Map(hand.seats.map((seat, n) => [seat, after[n]]));
        assert.equal(
          after.reduce((sum, chips) => sum + chips, 0),
          1500 * count,
        );
        const next = inOrder[i + 1];
        if (!next)
          assert.deepEqual(
            after.filter((chips) => chips > 0),
            [1500 * count],
            'the winner has all',
          );
        for (const [n, seat] of next?.seats.entries() ?? [])
          assert.equal(next?.stacks[n], bySeat.get(seat), `hand ${i + 2} of ${seed}`);
        compared += 1;
      }
    }
    assert.ok(compared >= 40, String(compared));
    assert.throws(() => readPhh('variant = NT'), /not TOML/);
  });
});
