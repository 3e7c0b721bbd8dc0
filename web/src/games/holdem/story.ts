import type { AnimationEvent } from '../../../../client/matchView.ts';
import { cardNames, cardsIn } from './cards.ts';
import type { Winning } from './winnings.ts';

/** A player's name by uuid, isolated; `you` for the reader. */
export type NameOf = (id: string) => string;

/** Chips as people write them: `1,500`. */
export function chips(amount: number): string {
  return amount.toLocaleString('en');
}

/**
 * One sentence about an event, or null when it is not worth one. How a hand is won is told by `wonLine`.
 * @param written how cards are called: in words for who hears it, as signs for who sees it
 */
export function sentenceOf(
  event: AnimationEvent,
  nameOf: NameOf,
  written: (cards: readonly number[]) => string = cardNames,
): string | null {
  const id = String(event.player);
  const who = capital(nameOf(id));
  const verb = (plural: string, singular: string) => `${who} ${nameOf(id) === 'you' ? plural : singular}`;
  const amount = chips(Number(event.amount));
  switch (event.kind) {
    case 'post':
      return `${verb('post', 'posts')} ${amount}.`;
    case 'bet':
      return event.action === 'call'
        ? `${verb('call', 'calls')} ${amount}.`
        : `${verb('put in', 'puts in')} ${amount}.`;
    case 'check':
      return `${verb('check', 'checks')}${event.action === 'time' ? ', out of time' : ''}.`;
    case 'fold':
      if (event.action === 'leave') return `${verb('leave', 'leaves')}, and the hand is folded.`;
      return `${verb('fold', 'folds')}${event.action === 'time' ? ', out of time' : ''}.`;
    case 'returned':
      return `${amount} that nobody called ${Number(event.amount) === 1 ? 'goes' : 'go'} back to ${nameOf(id)}.`;
    case 'board':
      return `${capital(String(event.street))}: ${written(cardsIn(String(event.cards)))}.`;
    case 'tabled':
      return `${verb('show', 'shows')} ${written(cardsIn(String(event.cards)))}.`;
    case 'level':
      return `Blinds are ${chips(Number(event.small_blind))} and ${chips(Number(event.big_blind))} now.`;
    case 'bust':
      return `${verb('are', 'is')} out, in place ${event.rank}.`;
    default:
      return null;
  }
}

/** Who wins a pot: `Mia wins 340 with two pair, kings and nines.` @param all pots of the hand */
export function wonLine(
  { pot, amount, winners, hand }: Winning,
  all: readonly Winning[],
  nameOf: NameOf,
): string {
  const from = all.length === 1 ? '' : pot === 0 ? ' from the main pot' : ` from ${sidePot(pot, all)}`;
  const withWhat = hand ? ` with ${hand.words}` : '';
  const [first] = winners;
  if (winners.length === 1 && first) {
    const name = nameOf(first.player.id);
    return `${capital(name)} ${name === 'you' ? 'win' : 'wins'} ${chips(first.amount)}${from}${withWhat}.`;
  }
  const names = winners.map(({ player }) => nameOf(player.id));
  return `${capital(`${names.slice(0, -1).join(', ')} and ${names.at(-1)}`)} split ${chips(amount)}${from}${withWhat}.`;
}

function sidePot(pot: number, winnings: readonly Winning[]): string {
  return winnings.length === 2 ? 'the side pot' : `side pot ${pot}`;
}

export function capital(text: string): string {
  // A name stands between marks of its own, and is spelt as its owner does.
  return text.charAt(0).toUpperCase() + text.slice(1);
}
