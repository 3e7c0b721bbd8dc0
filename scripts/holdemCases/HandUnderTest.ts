import type { GameEvent, StateMaker } from '../../src/games/game.ts';
import { CARDS, cardOf } from '../../src/games/holdem/cards.ts';
import { playHand } from '../../src/games/holdem/hand.ts';
import { holdem, holdemDealtFrom } from '../../src/games/holdem/holdem.ts';
import { firstPositions, type Positions } from '../../src/games/holdem/positions.ts';
import type { HoldemPlayer, HoldemState } from '../../src/games/holdem/state.ts';
import { BANK_MS } from '../../src/games/holdem/structure.ts';
import type { HoldemTable } from '../../src/games/holdem/table.ts';
import { Match } from '../../src/match/match.ts';
import { holdemMaker } from '../../src/schema/holdem.ts';
import type { HandCase } from './format.ts';

const NO_SEAT = -2;

const splitCards = (text: string) => text.split(/\s+/).filter(Boolean).map(cardOf);

/** A case's hand, played by the rules of the game, from a deck that deals what the case says. */
export class HandUnderTest {
  readonly match: Match<HoldemState>;
  readonly events: GameEvent[] = [];
  /** Chips that lay in the main pot before the hand. */
  readonly dead: number;
  #requests = 0;

  constructor(
    one: HandCase,
    maker: StateMaker<HoldemState> = holdemMaker.plain,
    rules: number = holdem.rules ?? 1,
  ) {
    this.dead = one.dead;
    const seats = [...one.seats].sort((a, b) => a.seat - b.seat);
    const game = {
      ...holdemDealtFrom((table) => deckOf(one, table.secret.book.dealt)),
      start(table: HoldemTable) {
        for (const [i, player] of [...table.state.players.values()].entries())
          Object.assign(player, { seat: seats[i]?.seat, stack: seats[i]?.stack, bank: BANK_MS });
        const [small_blind, big_blind] = one.blinds;
        Object.assign(table.state, { level: 1, level_ends_at: 3_600_000, small_blind, big_blind });
        const playing = seats.filter(({ stack }) => stack > 0).map(({ seat }) => seat);
        const deck = () => deckOf(one, table.secret.book.dealt);
        playHand(table, deck, positionsOf(one, playing), one.dead);
      },
    };
    const setup = {
      id: `case ${one.id}`,
      game: 'holdem',
      rules,
      seed: one.id,
      seats: seats.map(({ seat }) => ({ id: idOf(seat), name: `Seat ${seat}`, bot: false })),
    };
    const event = (what: GameEvent) => this.events.push(what);
    this.match = Match.start(game, maker, setup, { event }) as unknown as Match<HoldemState>;
  }

  get state(): HoldemState {
    return this.match.state;
  }

  /** The player at a seat. @throws Error when there is none */
  at(seat: number): HoldemPlayer {
    const player = this.state.players.get(idOf(seat));
    if (!player) throw new Error(`nobody is at seat ${seat}`);
    return player;
  }

  /** Who is to act. */
  get inTurn(): HoldemPlayer | undefined {
    return this.state.turn === -1 ? undefined : this.at(this.state.turn);
  }

  /** Answers the code of the refusal, if it is one. */
  act(seat: number, action: { action: string }): string | undefined {
    this.#requests += 1;
    const { reply } = this.match.apply(idOf(seat), { ...action, request_id: `r${this.#requests}` });
    return 'code' in reply ? String(reply.code) : undefined;
  }

  leave(seat: number): void {
    if (!this.match.leave(idOf(seat))) throw new Error(`seat ${seat} cannot leave`);
  }

  /** Lets time pass until somebody is to act or the hand is over. */
  settle(): void {
    while (this.state.turn === -1 && this.state.street !== 'over' && !this.match.over)
      this.match.advance(100);
  }

  /** What the record tells of the hand. */
  get record(): HandRecord {
    return this.match.records().findLast(({ kind }) => kind === 'hand')?.data as HandRecord;
  }

  /** All that could change, as text. */
  get frozen(): string {
    const { botRandom: _, minds: __, ...frozen } = this.match.freeze();
    return JSON.stringify(frozen);
  }
}

interface HandRecord {
  returned: Record<string, number>;
  paid: Record<string, number>;
  pots: { amount: number; seats: number[]; winners: number[] }[];
  shown: { seat: number; cards: string }[];
  actions: [seat: number, what: string, chips: number][];
  deck_root: string;
  hash: string;
}

export const idOf = (seat: number) => `seat-${seat}`;

function positionsOf(one: HandCase, playing: readonly number[]): Positions {
  const usual = firstPositions(one.button, playing);
  const small_blind = one.small_blind === null ? NO_SEAT : (one.small_blind ?? usual.small_blind);
  return { button: one.button, small_blind, big_blind: one.big_blind ?? usual.big_blind };
}

/** A deck that deals the cards of a case, and others where it says none. */
function deckOf({ seats, board }: HandCase, dealt: readonly number[]): number[] {
  const holes = new Map(seats.map(({ seat, cards }) => [seat, splitCards(cards ?? '')]));
  const community = splitCards(board);
  const named = new Set([...holes.values(), community].flat());
  const others = CARDS.map((_, card) => card).filter((card) => !named.has(card));
  const next = () => others.pop() as number;
  const rounds = [0, 1].flatMap((round) => dealt.map((seat) => holes.get(seat)?.[round] ?? next()));
  return [...rounds, ...community, ...others.reverse()];
}
