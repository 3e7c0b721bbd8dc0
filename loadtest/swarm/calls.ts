import type { ScenarioName } from '../scenarios/scenarios.ts';
import type { Measured } from './Measures.ts';

/** Which players a process of the swarm has, and what they do. */
export interface Enlisting {
  scenario: ScenarioName;
  room: string;
  /** Of all players of the run, from 0: these are the first ones of this process, and how many. */
  from: number;
  count: number;
  /** Processes of the server, asked in turns. */
  bases: string[];
  /** Of the server; null when it is not known. */
  operatorPassword: string | null;
  seed: string;
  /** From one act to the next of a player, where the scenario lets that be chosen; null: its own. */
  everyMs: number | null;
}

/** What a floor is asked for: see `floor/server.ts`. */
export interface FloorClients {
  port: number;
  count: number;
  /** Of each client, a second. */
  actionsPerSecond: number;
  actionBytes: number;
}

/** How a process of the swarm does. */
export interface Look {
  measured: Measured;
  joined: number;
  playing: number;
  /** Matches that its players are in. */
  matches: string[];
  cpuMs: number;
  rssBytes: number;
}

/** What the swarm's processes do when asked. Every argument and answer is plain data. */
export interface SwarmCalls {
  enlist(what: Enlisting): Promise<void>;
  signIn(atOnce: number): Promise<void>;
  /**
   * Joins at so many a second, each in time whatever came of the others, as long as no more than `atOnce` are under
   * way. Resolves when all have ended.
   */
  join(perSecond: number, atOnce: number): Promise<void>;
  /** Everybody is in, in the other processes as well. */
  begin(): Promise<void>;
  reset(): Promise<void>;
  look(): Promise<Look>;
  /**
   * No notification or push is sent any more; what is on its way to one player is waited for, a few seconds, and the
   * rest is lost.
   */
  rest(): Promise<void>;
  /** Everybody leaves. */
  leave(): Promise<void>;
  floor(what: FloorClients): Promise<void>;
}

export interface Call {
  id: number;
  name: keyof SwarmCalls;
  args: unknown[];
}

export interface Reply {
  id: number;
  value?: unknown;
  error?: string;
}
