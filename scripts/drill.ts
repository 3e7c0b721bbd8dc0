import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { FAULTS, type FaultName } from './drill/faults.ts';
import { drilledArena } from './drill/games/arena.ts';
import type { DrilledGame } from './drill/games/DrilledGame.ts';
import { drilledHoldem } from './drill/games/holdem.ts';
import { drilledRelay } from './drill/games/relay.ts';
import { oldTree } from './drill/oldTree.ts';
import { page } from './drill/page.ts';
import { quietSdk } from './drill/quietSdk.ts';
import { type DrillOptions, runDrill } from './drill/runDrill.ts';
import { usualFaults, whyNot } from './drill/schedule.ts';
import { PROTECTIONS, type Protection } from './drill/without/protections.ts';

const GAMES: Record<string, DrilledGame> = {
  relay: drilledRelay,
  holdem: drilledHoldem,
  arena: drilledArena,
};

const PATIENCE_S = 120;

const USAGE = `Plays on a cluster of its own, hurts it, and says what was lost. Ends with 1 when anything was.

  npm run drill -- [options]

  --game <name>        what is played: ${Object.keys(GAMES).join(', ')}; relay by default
  --processes <n>      how many; 3 by default
  --matches <n>        kept running at once; 10 by default
  --kills <n>          of owners; 5 by default
  --faults <a,b,…>     which faults are made; all that tell something by default: not postgres_end in arena, nor dark
                       with --no-durable
  --times <n>          how often each is made, besides kills; 1 by default
  --seconds <n>        no fault begins after this; 600 by default
  --hold <n>           seconds that what is frozen or stopped stays so; 10 by default
  --patience <n>       seconds that matches may take to their ends after the last fault; 120 by default, and as long as a match for arena
  --seed <text>        the same faults in the same order; by the clock by default
  --from <commit>      processes begin with the code as it was then, and rolling is an upgrade
  --no-durable         Redis keeps no file of its writes, and Postgres does without fsync
  --without <name>     does without a protection: the drill must fail then
  --log <file>         where to write what the processes write
  --json               prints the page as one object

Faults:
${table(Object.entries(FAULTS).map(([name, { text }]) => [name, text]))}

Protections:
${table(Object.entries(PROTECTIONS))}`;

function table(rows: [string, string][]): string {
  return rows.map(([name, text]) => `  ${name.padEnd(21)} ${text}`).join('\n');
}

interface Settings extends Omit<DrillOptions, 'say' | 'onLine' | 'signal' | 'tree'> {
  /** A commit. */
  from: string | undefined;
  json: boolean;
  log: string | undefined;
}

/** @throws Error that says what is wrong */
function readSettings(): Settings {
  const { values } = parseArgs({
    options: {
      game: { type: 'string', default: 'relay' },
      processes: { type: 'string', default: '3' },
      matches: { type: 'string', default: '10' },
      kills: { type: 'string', default: '5' },
      faults: { type: 'string' },
      times: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '600' },
      hold: { type: 'string', default: '10' },
      patience: { type: 'string' },
      seed: { type: 'string', default: String(Date.now()) },
      durable: { type: 'boolean', default: true },
      without: { type: 'string' },
      from: { type: 'string' },
      log: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowNegative: true,
  });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const game = GAMES[named('game', values.game, GAMES)] as DrilledGame;
  const faults = (values.faults?.split(',').filter(Boolean) ?? usualFaults(game, values.durable)).map(
    (name) => named('fault', name, FAULTS) as FaultName,
  );
  for (const fault of faults) {
    const why = whyNot(fault, game, values.durable);
    if (why) throw new Error(`${fault} would tell nothing: ${why}.`);
  }
  return {
    game,
    processes: integer('--processes', values.processes, 1, 64),
    matches: integer('--matches', values.matches, 1, 1000),
    kills: integer('--kills', values.kills, 0, 100_000),
    times: integer('--times', values.times, 1, 100_000),
    durable: values.durable,
    seconds: integer('--seconds', values.seconds, 0, 1_000_000),
    hold: integer('--hold', values.hold, 1, 600),
    patience: integer('--patience', values.patience ?? String(PATIENCE_S + (game.lasts ?? 0)), 1, 3600),
    faults,
    without:
      values.without === undefined ? null : (named('protection', values.without, PROTECTIONS) as Protection),
    seed: values.seed,
    from: values.from,
    log: values.log,
    json: values.json,
  };
}

function integer(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new Error(`${name} is to be a number from ${min} to ${max}.`);
}

function named(what: string, name: string, known: object): string {
  if (Object.hasOwn(known, name)) return name;
  throw new Error(`There is no ${what} ${name}: ${Object.keys(known).join(', ')}.`);
}

async function main({ json, log, from, ...settings }: Settings): Promise<void> {
  const giveUp = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => giveUp.abort());
  quietSdk();
  const file = log === undefined ? null : createWriteStream(log);
  const since = Date.now();
  const before = from === undefined ? null : await oldTree(from);
  const report = await runDrill({
    ...settings,
    ...(before && { tree: before.folder }),
    say: (text) => console.error(`${((Date.now() - since) / 1000).toFixed(1).padStart(7)} s  ${text}`),
    onLine: (name, line) => void file?.write(`${name} ${line}\n`),
    signal: giveUp.signal,
  }).finally(() => before?.remove());
  file?.end();
  console.log(json ? JSON.stringify(report) : page(report));
  process.exitCode = report.ok ? 0 : 1;
}

try {
  await main(readSettings());
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
