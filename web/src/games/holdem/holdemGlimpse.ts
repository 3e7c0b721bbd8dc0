import type { MatchView } from '../../../../client/matchView.ts';
import type { Glimpse, GlimpsedSeat } from '../Glimpse.ts';

const RANKS = ['2', '3', '4', '5', '6', '7', '8', '9', '10', 'J', 'Q', 'K', 'A'];
const SUITS = ['♣', '♦', '♥', '♠'];

/** A hold'em table from afar: whose turn it is, what everybody has, the cards and the pot. */
export function holdemGlimpse(state: MatchView): Glimpse {
  const seated = Object.values(state.players).sort((a, b) => a.seat - b.seat);
  const most = Math.max(1, ...seated.map(({ stack }) => number(stack)));
  const bets = seated.reduce((sum, { bet }) => sum + number(bet), 0);
  const pots: { amount?: unknown }[] = Array.isArray(state.pots) ? state.pots : [];
  const pot = pots.reduce((sum, { amount }) => sum + number(amount), bets);
  return {
    seats: seated.map((player) => {
      const { id, face, bot, seat, stack } = player;
      const out = isOut(player);
      return {
        id,
        face,
        bot,
        mood: moodOf(player),
        figure: out ? 'out' : String(number(stack)),
        light: out ? 0 : number(stack) / most,
        turn: seat === state.turn,
      };
    }),
    centre: pot > 0 ? `Pot ${pot}` : '',
    cards: (Array.isArray(state.board) ? state.board : []).map(cardText),
  };
}

type Player = MatchView['players'][string];

function isOut({ left, rank }: Player): boolean {
  return left || number(rank) > 1;
}

function moodOf(player: Player): GlimpsedSeat['mood'] {
  const { connected, bot, folded, all_in, rank } = player;
  if (isOut(player)) return 'ghost';
  if (rank === 1) return 'proud';
  if ((!connected && !bot) || folded === true) return 'asleep';
  return all_in === true ? 'sweating' : 'calm';
}

/** 0 to 51: 2c 2d 2h 2s 3c … As. */
function cardText(card: unknown): string {
  const value = number(card);
  return `${RANKS[value >> 2] ?? ''}${SUITS[value & 3] ?? ''}`;
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
