import { performance } from 'node:perf_hooks';
import { relay } from '../src/games/relay/relay.ts';
import { Sealer } from '../src/lib/sealer.ts';
import { durabilityOf } from '../src/match/durability.ts';
import { Match } from '../src/match/match.ts';
import type { MatchStore, StoredTable } from '../src/match/matchStore.ts';
import { takeUp } from '../src/match/takeUp.ts';
import { PackedMatchStore } from '../src/persistence/packedMatchStore.ts';
import type { PackedStore } from '../src/persistence/packedStore.ts';
import { sealedBy } from '../src/persistence/packing.ts';
import { relayMaker } from '../src/schema/relay.ts';

const TIMES = 40;
const STEP_MS = 200;
/** So much of a match is not in its last checkpoint, at most. */
const CHECKPOINT_MS = durabilityOf(relay).checkpointMs;

/** Relay matches by bots that act as often as people do, stored sealed and whole, brought back at their very end. */
export async function measureRestore(inner: PackedStore) {
  const written = { journal: 0, checkpoint: 0, clock: 0 };
  const sealer = new Sealer({ current: 'a secret of the bench, longer than thirty-two characters' });
  const store = new PackedMatchStore(inner, sealedBy(sealer), (what, bytes) => {
    written[what] = what === 'checkpoint' ? bytes : written[what] + bytes;
    return () => {};
  });
  const whole = await restores(await played(store, 'whole', Number.POSITIVE_INFINITY), store);
  const journal = written.journal;
  const short = await restores(await played(store, 'checkpointed', CHECKPOINT_MS), store);
  return {
    'from its opening': { ...whole, journal_bytes: journal, checkpoint_bytes: 0 },
    'from a checkpoint': {
      ...short,
      journal_bytes: written.journal - journal,
      checkpoint_bytes: written.checkpoint,
    },
  };
}

interface Played {
  id: string;
  gameMs: number;
  entries: number;
}

async function played(store: MatchStore, id: string, checkpointMs: number): Promise<Played> {
  const seats = [1, 2, 3, 4, 5].map((i) => ({
    ...{ id: `${id}-${i}`, name: `Player ${i}`, bot: i > 1, skill: 0.9 },
  }));
  const setup = { id, game: 'relay', rules: relay.rules ?? 1, seed: 'the same for all', seats };
  const match = Match.start(relay, relayMaker.plain, setup);
  const { journal } = match;
  const table = (): StoredTable => ({
    ...{ options: setup, game: 'relay', phase: 'playing', deadline: 0, openedAt: 0 },
    ...{ state: null, match: match.freeze(), sessions: [], refs: null },
  });
  const own = await store.open(id, 'bench', table());
  let checkpointAt = checkpointMs;
  for (let stored = 0; !match.over; stored = journal.length) {
    match.advance(STEP_MS);
    if (match.now % 2000 === 0)
      match.apply(`${id}-1`, {
        request_id: `r${match.now}`,
        action: 'answer',
        puzzle_id: '1-1',
        answer: '?',
      });
    await store.append(own, journal.slice(stored), match.now);
    if (match.now < checkpointAt || match.over) continue;
    await store.checkpoint(own, table());
    checkpointAt += checkpointMs;
  }
  return { id, gameMs: match.now, entries: journal.length };
}

/** What is done of a match that has lost its process, but for its room: read, opened, and made again. */
async function restores({ id, gameMs, entries }: Played, store: MatchStore) {
  const times: number[] = [];
  const cpu = process.cpuUsage();
  for (let i = 0; i < TIMES; i++) {
    const askedAt = performance.now();
    const found = await store.find(id);
    const taken = found && (await store.takeOver(found, `process ${i}`));
    if (!taken?.table.match) throw new Error(`${id} is gone`);
    const match = takeUp(relay, relayMaker.plain, taken.table.match, taken.journal, gameMs);
    times.push(performance.now() - askedAt);
    if (!match.over) throw new Error(`${id} is not as it was`);
  }
  const { user, system } = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  const at = (share: number) => Number((times[Math.floor((TIMES - 1) * share)] ?? 0).toFixed(1));
  const cpuMs = Number(((user + system) / 1000 / TIMES).toFixed(1)); // tells also on a machine that is busy
  return { game_s: gameMs / 1000, entries, p50_ms: at(0.5), max_ms: at(1), cpu_ms: cpuMs };
}
