import { pino } from 'pino';
import type { Account, Identity } from '../../src/auth/accounts.ts';
import { relay } from '../../src/games/relay/relay.ts';
import { ForwardedAddress } from '../../src/http/forwardedAddress.ts';
import type { HttpServices } from '../../src/http/services.ts';
import { Problem } from '../../src/lib/problem.ts';
import type { LiveMatch } from '../../src/match/live.ts';
import type { Answer, Question } from '../../src/match/questions.ts';
import type { MatchRecord, ReplayRecord, StoredRating } from '../../src/match/records.ts';
import { PartyService } from '../../src/matchmaking/partyService.ts';
import type { Preferences } from '../../src/matchmaking/preferences.ts';
import type { QueueRequest } from '../../src/matchmaking/tickets.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import type { Feedback } from '../../src/players/feedback.ts';
import { Mutes } from '../../src/players/mutes.ts';
import type { TicketView } from '../../src/protocol/ticket.ts';
import type { Notification } from '../../src/push/notification.ts';
import { Scheduled } from '../../src/push/Scheduled.ts';
import { fakeButton } from '../button/fakeButton.ts';
import { fakeNotifications } from '../push/fakeNotifications.ts';
import { plentyOfBudget } from '../support/budgets.ts';
import { MemoryMutes } from '../support/memory/memoryMutes.ts';
import { MemoryParties } from '../support/memory/memoryParties.ts';
import { MemoryScheduled } from '../support/memory/memoryScheduled.ts';
import { shown } from '../support/shown.ts';

export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
export const OPERATOR_PASSWORD = 'open sesame, please';

/** A uuid that tests can read: `uuid(7)` ends in 7. */
export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

export const ANN = uuid(1);
export const BEN = uuid(2);
export const BOT = uuid(3);
export const RUNNING = uuid(11);
export const OVER = uuid(12);
export const OPENING = uuid(13);
export const NOBODY = uuid(99);

const rating = { mu: 1512.4, sigma: 300.5, played: 6 };

function account(id: string, name: string): Account {
  return {
    id,
    name,
    face: null,
    email: null,
    passwordHash: null,
    bannedUntil: null,
    banReason: null,
    tokenVersion: 0,
    createdAt: NOW - 1000,
    deletedAt: null,
  };
}

function seat(id: string, name: string, place: number) {
  return { id, name, bot: id === BOT, seat: place, rank: null, score: null, left: false, rating: null };
}

const runningRecord: MatchRecord = {
  id: RUNNING,
  game: 'relay',
  outcome: 'running',
  reason: null,
  why: 'Close in rating.',
  quality: 0.8,
  rated: true,
  startedAt: NOW - 60_000,
  finishedAt: null,
  gameMs: null,
  players: [seat(ANN, 'Ann', 0), seat(BEN, 'Ben', 1), seat(BOT, 'Bo', 2)],
};

const overRecord: MatchRecord = {
  ...runningRecord,
  id: OVER,
  outcome: 'finished',
  startedAt: NOW - 600_000,
  finishedAt: NOW - 300_000,
  gameMs: 299_000,
  players: [
    { ...seat(ANN, 'Ann', 0), rank: 2, score: 40, rating: { before: rating, after: rating } },
    { ...seat(BEN, 'Ben', 1), rank: 1, score: 60, left: true, rating: { before: rating, after: rating } },
    { ...seat(BOT, 'Bo', 2), rank: 3, score: 0 },
  ],
};

const replayOfOver: ReplayRecord = {
  setup: {
    id: OVER,
    game: 'relay',
    seed: 's',
    seats: [
      { id: ANN, name: 'Ann', bot: false },
      { id: BOT, name: 'Bo', bot: true, skill: 0.5 },
    ],
  },
  journal: [
    { seq: 1, at: 100, kind: 'act', by: ANN, request_id: 'r', input: { action: 'skip' }, version: 3 },
  ],
  gameMs: 299_000,
  finalState: { players: {} },
  stateHash: 'ab'.repeat(32),
};

const runningLive: LiveMatch = {
  id: RUNNING,
  game: 'relay',
  phase: 'playing',
  players: [
    { id: ANN, name: 'Ann', bot: false },
    { id: BEN, name: 'Ben', bot: false },
    { id: BOT, name: 'Bo', bot: true },
  ],
  spectators: 4,
  startedAt: NOW - 60_000,
};

const award = { kind: 'award', giver: ANN, taker: BEN, debit: 'house', credit: BEN, amount: 15 };
const decay = { kind: 'decay', giver: 'house', taker: ANN, debit: ANN, credit: 'house', amount: 5 };
export const LEDGER = [
  { seq: 1, ...award },
  { seq: 2, ...decay },
];

/** Services that remember, and answer what a test put into them. Tokens are players' ids. */
export function fakeServices() {
  const accounts = new Map([account(ANN, 'Ann'), account(BEN, 'Ben')].map((each) => [each.id, each]));
  const tickets = new Map<string, TicketView & { player: string }>();
  const preferences = new Map<string, Preferences>();
  const feedback: Feedback[] = [];
  const seen: string[] = [];
  /** The matches for which a token that may have run out was looked at. */
  const seated: (string | undefined)[] = [];
  /** What was asked of live matches, in order. */
  const asked: unknown[][] = [];
  const logged: Record<string, unknown>[] = [];
  /** What the next answers of live matches are. */
  const next: {
    reply: unknown;
    state: (waitMs: number) => Promise<{ version: number; state: unknown; standing?: boolean }>;
  } = {
    reply: { request_id: 'r1', version: 8, correct: true },
    state: async () => ({
      version: 7,
      state: { phase: 'playing', players: { [ANN]: { puzzle: PUZZLE }, [BEN]: {} } },
    }),
  };

  function running(match: string): void {
    if (match !== RUNNING) throw new Problem(404, 'match_not_running', 'This match is not running.');
  }

  function answerOf(match: string, question: Question): unknown {
    switch (question.ask) {
      case 'act':
        asked.push(['act', match, question.player, question.request]);
        return next.reply;
      case 'leave':
        asked.push(['leave', match, question.player]);
        return undefined;
      case 'ledger':
        return { points: { [ANN]: 95, [BEN]: 115 }, ledger: LEDGER };
      case 'command':
        asked.push(['command', match, question.name, question.operator]);
        return { version: 9 };
      default:
        throw new Error(`nothing over HTTP asks ${question.ask}`);
    }
  }

  function ticketOf(id: string, player: string): TicketView {
    const ticket = tickets.get(id);
    if (ticket?.player !== player) throw new Problem(404, 'unknown_ticket', 'You have no such ticket.');
    const { player: _, ...view } = ticket;
    return view;
  }

  const mutes = new Mutes({
    store: new MemoryMutes(),
    blocksOf: async () => new Map(),
    unblock: async () => {},
    updates: {
      publish: async (player, { type }) => void asked.push(['published', player, type]),
      subscribe: async () => () => {},
    },
  });
  const told = fakeNotifications(undefined, () => NOW);
  const scheduled = new Scheduled({
    store: new MemoryScheduled(async (notice) => {
      const [accepted] = await told.store.accept([notice]);
      return (accepted as { notification: Notification }).notification;
    }),
    notifications: told.notifications,
    now: () => NOW,
  });
  const pressed = fakeButton({ now: () => NOW });
  const services: HttpServices = {
    button: pressed.button,
    notifications: told.notifications,
    scheduled,
    webPush: null,
    budgets: plentyOfBudget(),
    counterOf: undefined,
    forwarded: new ForwardedAddress('a secret of the tests'),
    async authenticate(token): Promise<Identity> {
      if (token === undefined) throw new Problem(401, 'token_missing', 'Sign in first.');
      if (token === 'expired') throw new Problem(401, 'token_expired', 'Sign in again.');
      if (token === 'banned') throw new Problem(403, 'banned', 'You are banned.', { until: null });
      const known = accounts.get(token);
      if (!known) throw new Problem(401, 'token_invalid', 'Not a token of ours.');
      return { id: known.id };
    },
    async authenticateSeated(token, match): Promise<Identity> {
      seated.push(match);
      if (token !== 'expired-but-seated') return services.authenticate(token);
      return { id: ANN, runOut: true };
    },
    accounts: {
      byId: async (id) => accounts.get(id) ?? null,
      async update(id, change) {
        const known = accounts.get(id);
        if (!known) return null;
        accounts.set(id, { ...known, ...change });
        return accounts.get(id) ?? null;
      },
      async remove(id) {
        asked.push(['remove', id]);
        accounts.delete(id);
      },
    },
    async leaveAll(player) {
      asked.push(['leaveAll', player]);
    },
    records: {
      find: async (id) => [runningRecord, overRecord].find((record) => record.id === id) ?? null,
      replay: async (id) => (id === OVER ? replayOfOver : null),
      ledger: async (id) => (id === OVER ? LEDGER : null),
      recordsOf: async (id) =>
        id === OVER ? [{ kind: 'puzzle', player: ANN, at: 50, data: { id: '1-1' } }] : [],
      ofPlayer: async (player, { limit, before = Infinity }) =>
        [runningRecord, overRecord]
          .filter((record) => record.players.some(({ id }) => id === player) && record.startedAt < before)
          .slice(0, limit),
      ratings: async (player): Promise<Record<string, StoredRating>> =>
        player === ANN ? { relay: rating } : {},
      leaderboard: async (_game, { limit, around }) =>
        [
          { rank: 1, player: BEN, name: 'Ben', face: null, rating },
          { rank: 2, player: ANN, name: 'Ann', face: 'star-plum-hat', rating },
        ]
          .filter(({ player }) => around === undefined || player === around)
          .slice(0, limit),
    },
    ranking: { place: async (_game, player) => (player === ANN ? { rank: 2, before: 1 } : null) },
    live: {
      list: async () => [runningLive, { ...runningLive, id: OPENING, phase: 'waiting' }],
      find: async (match) => {
        if (match === OPENING) return { ...runningLive, id: OPENING, phase: 'waiting' };
        return match === RUNNING ? runningLive : null;
      },
      of: async (player) => (player === ANN ? runningLive : null),
      async seat(match, player) {
        asked.push(['seat', match, player]);
        return { name: 'relay', sessionId: 'session', roomId: match, processId: 'p' };
      },
      async ask<Q extends Question>(match: string, question: Q): Promise<Answer<Q>> {
        running(match);
        return answerOf(match, question) as Answer<Q>;
      },
      async state(match, player, since, waitMs) {
        running(match);
        asked.push(['state', match, player, since, waitMs]);
        return next.state(waitMs);
      },
      async renamed(player) {
        asked.push(['renamed', player]);
      },
    },
    matchmaking: {
      async enqueue(player, request: QueueRequest) {
        asked.push(['enqueue', player, request]);
        if (request.game !== 'relay') throw new Problem(404, 'unknown_game', 'There is no such game.');
        if (player.id === BEN) {
          throw new Problem(409, 'already_in_match', 'You are in a match.', { match_id: RUNNING });
        }
        const waiting = [...tickets.values()].find((ticket) => ticket.player === player.id);
        const ticket = waiting ?? { ...TICKET, ticket_id: uuid(21), player: player.id };
        tickets.set(ticket.ticket_id, ticket);
        return ticketOf(ticket.ticket_id, player.id);
      },
      ticket: async (id, player) => ticketOf(id, player),
      async ofPlayer(player) {
        const waiting = [...tickets.values()].find((ticket) => ticket.player === player);
        return waiting ? ticketOf(waiting.ticket_id, player) : null;
      },
      async cancel(id, player) {
        return { ...ticketOf(id, player), state: 'cancelled' };
      },
      async accept(id, player) {
        return { ...ticketOf(id, player), state: 'matched', match_id: RUNNING };
      },
      async decline(id, player) {
        ticketOf(id, player);
        throw new Problem(409, 'no_ready_check', 'Nothing is to be declined.');
      },
      async checkRegions(_player, regions) {
        if ('nowhere' in regions) throw new Problem(409, 'no_common_region', 'No region in common.');
      },
      statistics: async () => [STATISTICS],
    },
    parties: new PartyService({
      store: new MemoryParties(),
      mutes,
      namesOf: async (players) =>
        new Map(players.map((id) => [id, shown(id, accounts.get(id)?.name ?? 'Somebody')])),
      games: [{ name: 'relay', seats: { min: 3, max: 5 } }],
      async unqueue(player) {
        asked.push(['unqueue', player]);
      },
      async tell(player, type) {
        asked.push(['tell', player, type]);
      },
      log: { warn() {} },
      now: () => NOW,
      newId: () => uuid(41),
      newCode: () => 'BCDFGH',
    }),
    region: 'local',
    passes: { trace: { last: () => [] } },
    preferences: {
      get: async (player) => preferences.get(player) ?? null,
      async set(player, set) {
        const kept = { regions: {}, bots: false, ...preferences.get(player), ...set };
        preferences.set(player, kept);
        return kept;
      },
    },
    feedback: {
      async add(told) {
        const stored = { ...told, id: uuid(31 + feedback.length), createdAt: NOW };
        feedback.push(stored);
        return stored;
      },
      async list({ limit, before: { createdAt: until, id: last = '' } = { createdAt: Infinity } }) {
        const newest = feedback.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
        const older = newest.filter(
          ({ createdAt, id }) => createdAt < until || (createdAt === until && id < last),
        );
        return older.slice(0, limit);
      },
    },
    mutes,
    presence: {
      async seen(player) {
        seen.push(player);
      },
    },
    games: new Map([['relay', relay]]),
    health: async () => ({ database: { ok: true } }),
    draining: () => false,
    metrics: createMetrics(),
    matchmake: async (method: string, room: string) => ({ method, room }),
    pause: async () => {},
    now: () => NOW,
    operatorPassword: OPERATOR_PASSWORD,
    allowedOrigins: ['https://play.example'],
    trustProxy: false,
    logger: pino({ level: 'debug' }, { write: (line: string) => void logged.push(JSON.parse(line)) }),
  };
  return {
    services,
    told,
    scheduled,
    pressed,
    accounts,
    tickets,
    preferences,
    feedback,
    seen,
    seated,
    asked,
    logged,
    next,
  };
}

export const PUZZLE = { id: 'p1', type: 'sequence', level: 2, question: '2, 4, 6, ?', opened_at: 1000 };

const TICKET: Omit<TicketView, 'ticket_id'> = {
  game: 'relay',
  state: 'waiting',
  position: 1,
  estimated_wait: null,
  waiting: 1,
  widening: 5,
  window: 150,
  estimated_wait_max: null,
  party: null,
  bots: false,
  deadline: null,
  accepted: null,
  needed: null,
  agreed: false,
  cool_down_until: null,
  enqueued_at: new Date(NOW).toISOString(),
  why: 'Just arrived.',
  match_id: null,
};

export const STATISTICS = {
  game: 'relay',
  queue_length: 1,
  matches_made: 2,
  wait: { mean: 4.5, p50: 4, p95: null },
  sizes: { 3: 1, 5: 1 },
  rating_spread: { mean: 100, p95: 120 },
  bands: [{ band: '<1200', players: 0, wait_p50: null, wait_p95: null, spread_p95: null }],
  over_time: [{ from: new Date(NOW).toISOString(), matches: 1, players: 5, wait_p50: 4 }],
};
