import { hexOf } from '../../lib/hex.ts';
import type { Game, GameRecord } from '../game.ts';
import { bot } from './bot.ts';
import { promised } from './brought.ts';
import { CARDS } from './cards.ts';
import { commitMatch, deckOf, isFair, matchSecret } from './decks.ts';
import { fairnessRecord, handRecord } from './handRecord.ts';
import { type Reveal, runningHand } from './handView.ts';
import { type HoldemAction, holdemAction } from './messages.ts';
import { standings } from './places.ts';
import { holdemRoutes } from './routes.ts';
import { holdemRules } from './rules.ts';
import type { HoldemState, Pot } from './state.ts';
import { type Deck, emptySecret, type HoldemSecret, type HoldemTable } from './table.ts';
import { dueAt, turnEnds } from './turns.ts';

type Holdem = Game<HoldemState, HoldemAction, HoldemSecret, { pot: Pot }>;

/** Hold'em that is dealt from this deck. */
export function holdemDealtFrom(deck: Deck, reveal: Reveal = 'match'): Holdem {
  return {
    name: 'holdem',
    rules: 5,
    title: 'Hold’em',
    about:
      'No-limit Texas hold’em: 1,500 chips each, blinds rise every minute, the last one with chips wins.',
    words: { board: CARDS, hole: CARDS, shown: CARDS, turn: 'seat', button: 'seat', seats: 'seat' },
    seats: { min: 3, max: 5 },
    action: holdemAction,
    durability: 'journal',
    stepMs: 100,
    grace: 'match',
    secret: emptySecret,
    opened: commitMatch,
    ...holdemRules(deck),
    dueAt,
    deadline: turnEnds,
    over: ({ secret }) => secret.over,
    standings,
    bot,
    records,
    promised,
    recordFor: (table, record, viewer) =>
      record.kind === 'shown' ? record.data : runningHand(table, reveal, record, viewer),
    routes: holdemRoutes,
  };
}

/** The hand that is on, should the match end in it, and what it takes to verify all of them. */
function records(table: HoldemTable): GameRecord[] {
  const { street } = table.state;
  const open = street === '' || street === 'over' ? [] : [handRecord(table)];
  return isFair(table) ? [...open, fairnessRecord(table, hexOf(matchSecret(table)), open[0])] : open;
}

/** Hold'em whose cards are told then. */
export const holdemTelling = (reveal: Reveal): Holdem => holdemDealtFrom(deckOf, reveal);

/** A sit-and-go for one table: the last with chips wins. */
export const holdem: Holdem = holdemDealtFrom(deckOf);
