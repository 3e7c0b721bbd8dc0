import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { Random } from '../src/lib/random.ts';
import { createMatchmaking } from '../src/matchmaking/createMatchmaking.ts';
import { matchQueue } from '../src/matchmaking/matcher/matcher.ts';
import { defaultPolicy } from '../src/matchmaking/matcher/policy.ts';
import { faceOf } from '../src/protocol/face.ts';
import type { ReadyCheck } from '../src/protocol/ticket.ts';
import { MemoryQueue } from '../test/support/memory/memoryQueue.ts';
import { MemoryQueueHistory } from '../test/support/memory/memoryQueueHistory.ts';

/*
 * How many tickets a second go through the whole service, from the request to the opened table with everybody's
 * agreement, in memory. The reference is the matcher alone over the same tickets in the same run.
 *
 *     npx node bench/queue.ts [--tickets 5000] [--rounds 3] [--json]
 */

const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const TICKETS = Number(values.tickets);
const ROUNDS = Number(values.rounds);

async function round(seed: string) {
  const random = Random.seeded(seed);
  let time = 1_000_000;
  let ids = 0;
  let seated = 0;
  let matcherMs = 0;
  const queue = new MemoryQueue();
  const asked: { player: string; ticket: string }[] = [];
  const ratings = new Map<string, { mu: number; sigma: number; played: number }>();
  const { service, passes } = createMatchmaking({
    queue,
    history: new MemoryQueueHistory(),
    policies: new Map([['relay', defaultPolicy]]),
    ratings: async (_game, players) => new Map(players.flatMap((id) => [[id, ratings.get(id) ?? fresh(id)]])),
    blocks: async () => new Map(),
    recentOpponents: async () => new Map(),
    openRooms: async () => [],
    namesOf: async (players) => new Map(players.map((id) => [id, { name: id, face: faceOf(id) }])),
    together: async ({ id }) => ({
      ...{ party: null, members: [{ id, name: id }] },
      unchanged: async () => true,
    }),
    preferencesOf: async () => null,
    matchOf: async () => null,
    goneFor: async () => 0,
    openTable: async ({ players }) => {
      seated += players.length;
    },
    wasOpened: async () => true,
    unbind: async () => {},
    tell: async (player, type, payload) => {
      if (type !== 'ready_check') return;
      const { ticket_id, own } = payload as ReadyCheck;
      if (!own) asked.push({ player, ticket: ticket_id });
    },
    asking: () => {},
    nudge: () => {},
    lead: async () => true,
    now: () => time,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    log: console,
    waited: () => {},
    made: () => {},
    passing: () => () => {},
  });
  function fresh(id: string) {
    const rating = {
      mu: 1500 + 350 * (random.float() + random.float() + random.float() - 1.5),
      sigma: 120,
      played: 20,
    };
    ratings.set(id, rating);
    return rating;
  }
  const startedAt = performance.now();
  for (let i = 0; i < TICKETS; i++) {
    await service.enqueue({ id: `player-${i}` }, { game: 'relay', regions: {}, bots: false });
  }
  for (let pass = 0; seated < TICKETS * 0.99 && pass < 60; pass++) {
    time += 1000;
    await passes.pass();
    const answers = asked.splice(0);
    const seen = new Set<string>();
    for (const { player, ticket } of answers) {
      if (seen.has(ticket)) continue;
      seen.add(ticket);
      await service.accept(ticket, player);
    }
  }
  const ms = performance.now() - startedAt;
  for (const pass of passes.trace.last(60)) {
    const from = performance.now();
    matchQueue(pass.tickets, pass.rooms, pass.at, pass.policy);
    matcherMs += performance.now() - from;
  }
  return { ms, seated, matcherMs };
}

const rounds = [];
for (let i = 0; i < ROUNDS; i++) rounds.push(await round(`round ${i}`));
const median = [...rounds].sort((a, b) => a.ms - b.ms)[Math.floor(ROUNDS / 2)];
const perSecond = Math.round(((median?.seated ?? 0) / (median?.ms ?? 1)) * 1000);
const result = {
  tickets: TICKETS,
  seated: median?.seated,
  ms: Math.round(median?.ms ?? 0),
  tickets_per_second: perSecond,
  matcher_ms: Math.round(median?.matcherMs ?? 0),
};
if (values.json) console.log(JSON.stringify(result));
else {
  console.log(
    `${result.seated} of ${TICKETS} tickets seated in ${result.ms} ms: ${perSecond} tickets per second.`,
  );
  console.log(
    `The matcher alone, over the same passes (the oldest 200 tickets of each): ${result.matcher_ms} ms.`,
  );
}
