import { parseArgs } from 'node:util';
import { SCENARIOS, type ScenarioName, scenarioNamed } from './scenarios/scenarios.ts';

export const USAGE = `Players by the hundred or the thousand on a server, and a page that says what they feel. Ends with 1 when a bar
is missed.

  npm run loadtest -- [options]

  --endpoint <url>      a server that runs already; otherwise one is started, with Redis and Postgres that store as an
                        operator has them. OPERATOR_PASSWORD in the environment lets its /metrics be read
  --room <name>         the room that is joined first; the scenario's own by default
  --numClients <n>      players; 100 by default
  --delay <ms>          from one join to the next; 10 by default
  --output <file>       where to write the page, too: HTML when it ends in .html, with curves, JSON or text otherwise

  --scenario <name>     relay by default:
${Object.entries(SCENARIOS)
  .map(([name, { text }]) => `                          ${name.padEnd(9)} ${text}`)
  .join('\n')}
  --rate <n>            joins a second, instead of --delay; fewer while 256 wait to be let in
  --every <s>           from one to the next that each player sends or pushes; the scenario's own by default (notify, broadcast,
                        button: then all push)
  --duration <s>        measured, once everybody plays; 30 by default
  --processes <n>       of the server; 1 by default
  --swarms <n>          processes that the players are in; one for every 5,000 by default
  --embedded            one process as npm start runs it, with the embedded Postgres and no Redis
  --nginx               through nginx; otherwise every process is reached at a port of its own
  --vanilla             the same players at the same pace on plain Colyseus, too (relay)
  --no-floor            does without what a bare server takes for the same messages
  --curve <n,n,…>       one load after the other, each on a server of its own, instead of --numClients
  --bars <file>         JSON: {"ack.p99": {"max": 15}, "joins.per_s": {"min": 600}, …}, by the names in --json
  --seed <text>         the same players doing the same; by the clock by default
  --json                prints the page as one object`;

export interface Options {
  endpoint: string | undefined;
  room: string;
  clients: number[];
  rate: number;
  output: string | undefined;
  scenario: ScenarioName;
  /** From one to the next of a player, in ms; null: the scenario's own. */
  everyMs: number | null;
  seconds: number;
  processes: number;
  swarms: number | null;
  embedded: boolean;
  nginx: boolean;
  vanilla: boolean;
  floor: boolean;
  bars: string | undefined;
  seed: string;
  json: boolean;
  help: boolean;
}

/** Scenarios whose pace can be chosen. */
const EVERY: ReadonlySet<ScenarioName> = new Set(['notify', 'broadcast', 'button']);
/** A process may open 20,000 files; some are not sockets. */
const MOST_PER_SWARM = 19_000;
const MOST_CLIENTS = 50_000;

/** @throws Error that says what is wrong */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      endpoint: { type: 'string' },
      room: { type: 'string', default: '' },
      numClients: { type: 'string', default: '100' },
      delay: { type: 'string', default: '10' },
      output: { type: 'string' },
      scenario: { type: 'string', default: 'relay' },
      rate: { type: 'string' },
      every: { type: 'string' },
      duration: { type: 'string', default: '30' },
      processes: { type: 'string', default: '1' },
      swarms: { type: 'string' },
      embedded: { type: 'boolean', default: false },
      nginx: { type: 'boolean', default: false },
      vanilla: { type: 'boolean', default: false },
      floor: { type: 'boolean', default: true },
      curve: { type: 'string' },
      bars: { type: 'string' },
      seed: { type: 'string', default: String(Date.now()) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const scenario = scenarioNamed(values.scenario);
  if (!scenario)
    throw new Error(`There is no scenario ${values.scenario}: ${Object.keys(SCENARIOS).join(', ')}.`);
  const swarms = values.swarms === undefined ? null : integer('--swarms', values.swarms, 1, 16);
  const clients = (values.curve ?? values.numClients)
    .split(',')
    .map((text) => integer(values.curve ? '--curve' : '--numClients', text, 1, MOST_CLIENTS));
  for (const count of clients) {
    if (swarms !== null && count / swarms > MOST_PER_SWARM)
      throw new Error(
        `A process of the swarm holds ${MOST_PER_SWARM} players at most: ask for more --swarms.`,
      );
  }
  if (values.vanilla && scenario !== 'relay') throw new Error('--vanilla plays relay: --scenario relay.');
  if (values.embedded && values.nginx) throw new Error('--embedded is one process without nginx.');
  if (values.every !== undefined && !EVERY.has(scenario))
    throw new Error(`--every is for ${[...EVERY].join(', ')}.`);
  const delay = number('--delay', values.delay, 0.1, 60_000);
  return {
    endpoint: values.endpoint,
    room: values.room,
    clients,
    rate: values.rate === undefined ? 1000 / delay : number('--rate', values.rate, 0.01, 10_000),
    output: values.output,
    scenario,
    everyMs: values.every === undefined ? null : 1000 * number('--every', values.every, 0.1, 3600),
    seconds: integer('--duration', values.duration, 1, 24 * 3600),
    processes: integer('--processes', values.processes, 1, 64),
    swarms,
    embedded: values.embedded,
    nginx: values.nginx,
    vanilla: values.vanilla,
    floor: values.floor,
    bars: values.bars,
    seed: values.seed,
    json: values.json,
    help: values.help,
  };
}

function integer(name: string, text: string, min: number, max: number): number {
  if (!/^\d+$/.test(text)) throw new Error(`${name} is to be a number from ${min} to ${max}.`);
  return number(name, text, min, max);
}

function number(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= min && value <= max) return value;
  throw new Error(`${name} is to be a number from ${min} to ${max}.`);
}
