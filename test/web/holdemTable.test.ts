import assert from 'node:assert/strict';
import { owes } from '../../src/games/holdem/betting.ts';
import { handRecord } from '../../src/games/holdem/handRecord.ts';
import { strengthOf } from '../../src/games/holdem/ranking.ts';
import { Random } from '../../src/lib/random.ts';
import { bestHand, compareHands } from '../../web/src/games/holdem/bestHand.ts';
import { optionsOf, owedBy } from '../../web/src/games/holdem/betting.ts';
import { cardName, cardsIn, codeOf } from '../../web/src/games/holdem/cards.ts';
import { EMPTY_BOOK, type HandBook, withEvent, withView } from '../../web/src/games/holdem/handBook.ts';
import { type HandRecord, handOfRecord, withShown } from '../../web/src/games/holdem/handOfRecord.ts';
import { winningsOf } from '../../web/src/games/holdem/winnings.ts';
import { handsTold, openMatch, PEOPLE } from '../games/holdem/people.ts';
import { matchOfBots } from './support/holdemMatch.ts';

const SEEDS = ['one', 'two', 'three', 'four'];

const sumBy = (list: readonly { player: string; amount: number }[]) => {
  const sums: Record<string, number> = {};
  for (const { player, amount } of list) sums[player] = (sums[player] ?? 0) + amount;
  return sums;
};

describe('hold’em’s table on the page', () => {
  it('orders hands as the rules do, and lays out five of the cards', () => {
    const random = Random.seeded('hands');
    const deal = () => {
      const deck = Array.from({ length: 52 }, (_, card) => card);
      return Array.from({ length: 7 }, () => deck.splice(random.int(0, deck.length - 1), 1)[0] as number);
    };
    for (let i = 0; i < 4000; i++) {
      const [a, b] = [deal(), deal()];
      const [mine, theirs] = [bestHand(a), bestHand(b)];
      assert.ok(mine && theirs);
      const [right, compared] = [strengthOf(a) - strengthOf(b), compareHands(mine, theirs)];
      assert.equal(Math.sign(compared), Math.sign(right), `${a.map(codeOf)} and ${b.map(codeOf)}`);
      assert.equal(strengthOf(mine.five), strengthOf(a), 'the five are the best of the seven');
    }
  });

  it('says what a hand is', () => {
    const words = (text: string) => bestHand(cardsIn(text))?.words;
    assert.equal(words('Kd Ks 9h 9c 2d 3s Qh'), 'two pair, kings and nines');
    assert.equal(words('As 2d 3h 4c 5s Kd Kh'), 'straight, five high');
    assert.equal(words('Ts Js Qs Ks As 2d 2h'), 'royal flush');
    assert.equal(words('As 2s 3s 4s 5s Kd Kh'), 'straight flush, five high');
    assert.equal(words('6s 6d 6h 4c 4s 4d 2h'), 'full house, sixes over fours');
    assert.equal(words('Ah Kd'), 'ace high');
    assert.equal(words('6h 6d'), 'pair of sixes');
    assert.equal(bestHand([]), null);
    assert.equal(cardName(cardsIn('Th')[0] as number), 'ten of hearts');
    assert.deepEqual(cardsIn('As xx 2c').map(codeOf), ['As', '2c']);
  });

  for (const seed of SEEDS) {
    it(`knows what everybody owes and who won what, from what is seen (match ${seed})`, () => {
      let [turns, hands, sidePots, splits] = [0, 0, 0, 0];
      const dealt = new Map<number, Record<string, number>>();
      let book: HandBook = EMPTY_BOOK;
      let late: HandBook = EMPTY_BOOK;
      let wins: { player: string; amount: number }[] = [];
      let before = '';
      for (const { view, events, table } of matchOfBots(seed)) {
        for (const event of events) {
          book = withEvent(book, event);
          if (event.kind === 'deal') wins = [];
          if (event.kind === 'win') wins.push({ player: String(event.player), amount: Number(event.amount) });
        }
        book = withView(book, view);
        assert.equal(withView(book, view), book, 'what is seen twice is written once');
        // As a patch comes before what is told of it.
        late = events.reduce(withEvent, withView(late, view));
        for (const player of table.state.players.values()) {
          const seen = view.players.find(({ id }) => id === player.id);
          if (!seen || table.state.turn === -1 || player.folded) continue;
          assert.equal(owedBy(view, seen), owes(table, player));
          const options = optionsOf(view, seen);
          assert.equal(options !== null, player.seat === table.state.turn);
          if (options) assert.equal(options.toCall, owes(table, player));
          turns += 1;
        }
        if (!dealt.has(view.hand)) dealt.set(view.hand, { ...table.secret.book.stacks });
        if (view.street === 'over' && before !== 'over') {
          const won = winningsOf(view);
          hands += 1;
          sidePots += won.length > 1 ? 1 : 0;
          splits += won.some(({ winners }) => winners.length > 1) ? 1 : 0;
          const told = won.flatMap(({ winners }) =>
            winners.map(({ player, amount }) => ({ player: player.id, amount })),
          );
          assert.deepEqual(sumBy(told), sumBy(wins), `hand ${view.hand}`);
          const written = book.hands.at(-1);
          assert.ok(written?.over && written.hand === view.hand);
          assert.deepEqual(written.board, view.board);
          const stacks = dealt.get(view.hand) ?? {};
          for (const { seat, stack } of written.players) assert.equal(stack, stacks[seat]);
          const actions = table.secret.book.actions.map(([seat, did, chips]) => `${seat} ${did} ${chips}`);
          const seatOf = (id: string) => written.players.find((player) => player.id === id)?.seat;
          const deeds = written.deeds
            .filter(({ did }) => did !== 'returned')
            .map(({ player, did, chips }) => `${seatOf(player)} ${did} ${chips}`);
          assert.deepEqual(deeds, actions);
          const kept = handRecord(table).data as unknown as HandRecord;
          const again = handOfRecord(kept, (id) => id.toUpperCase());
          assert.deepEqual(again.deeds, written.deeds, 'a record has the same, and in the same streets');
          assert.deepEqual(again.pots, written.pots);
        }
        before = view.street;
      }
      const written = ({ hands: all }: HandBook) => all.map(({ deeds, board }) => ({ deeds, board }));
      assert.deepEqual(written(late), written(book), 'nothing is lost of what is told later than it is seen');
      assert.ok(
        turns > 100 && hands > 5,
        `${turns} turns, ${hands} hands, ${sidePots} side pots, ${splits} splits`,
      );
    });
  }

  it('has what the winner showed after a hand, from its record, and from what was seen when that was asked before', async () => {
    const open = openMatch();
    for (const id of PEOPLE) open.commit(id);
    for (const id of PEOPLE) open.reveal(id);
    const winner = open.fold();
    const other = PEOPLE.find((id) => id !== winner) ?? '';
    const hand = async () => {
      const [record] = (await handsTold(open.match, other)).hands;
      return handOfRecord(record as unknown as HandRecord, (id) => id);
    };
    const before = await hand();
    open.act(winner, { action: 'show' });
    const after = await hand();
    const { hole } = open.at(winner);
    const cards = (of: typeof after) => of.players.find(({ id }) => id === winner)?.cards;
    assert.deepEqual([before.shown, cards(before)], [[], []]);
    assert.deepEqual([after.shown, cards(after)], [[winner], [hole.a, hole.b]]);
    assert.deepEqual(withShown(before, after), after);
    assert.equal(withShown(after, before), after);
    assert.equal(withShown(before, undefined), before);
  });
});
