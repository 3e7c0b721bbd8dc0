import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/cluster/freePorts.ts';
import { Programs } from '../../scripts/cluster/Programs.ts';
import { measureWindow, type Window } from '../measure/measureWindow.ts';
import { Swarm } from '../swarm/Swarm.ts';
import type { Target } from '../target/Target.ts';

/** How the floor sends: see `server.ts`. */
export interface FloorShape {
  port: number;
  /** To each socket, a second, answers apart. Above 0. */
  messagesPerSecond: number;
  messageBytes: number;
  /** Sockets that are written to one after the other. */
  group: number;
}

/** What a message costs that is written by a bare server in the shape of the run. */
export interface Floor {
  cpu_us_per_message: number;
  messages_per_s: number;
  message_bytes: number;
}

const SERVER = fileURLToPath(new URL('./server.ts', import.meta.url));
/** Of an action as players send it, frame and all. */
const ACTION_BYTES = 70;
const SECONDS = 10;
/** No shape has fewer: an idle floor has nothing to measure. */
const LEAST_PER_SECOND = 0.01;

/** Runs a bare server in the shape of `window`, with as many clients. Null when there is too little to measure. */
export async function measureFloor(
  window: Window,
  options: { clients: number; group: number; swarms: number; say(text: string): void; signal: AbortSignal },
): Promise<Floor | null> {
  const { clients, group, swarms, say, signal } = options;
  const { total, seconds } = window;
  const messages = total.count('messages');
  if (messages === 0) return null;
  const messageBytes = Math.max(1, Math.round(total.count('bytes') / messages));
  const per = (count: number) => count / clients / seconds;
  const answers = per(total.count('actions'));
  const programs = new Programs();
  const swarm = new Swarm(swarms);
  try {
    const port = await freePort();
    const messagesPerSecond = Math.max(LEAST_PER_SECOND, per(messages) - answers);
    const shape: FloorShape = { port, messagesPerSecond, messageBytes, group };
    const args = [SERVER, JSON.stringify(shape)];
    const service = await programs.begin('floor', { command: process.execPath, args });
    await service.line(/^The floor is ready/);
    say(`The floor: ${clients} bare sockets, ${messageBytes} bytes a message …`);
    await swarm.floor({ port, count: clients, actionsPerSecond: answers, actionBytes: ACTION_BYTES });
    const target: Target = { ...NOTHING, processes: [{ name: 'floor', url: '', pid: service.pid }] };
    const floor = await measureWindow(target, swarm, { seconds: SECONDS, say: () => {}, signal });
    const delivered = floor.total.count('bytes') / messageBytes / floor.seconds;
    const percent = floor.use.processes[0]?.cpu_percent ?? 0;
    if (percent === 0 || delivered === 0) return null; // less than the system counts
    return {
      cpu_us_per_message: (percent * 10_000) / delivered,
      messages_per_s: delivered,
      message_bytes: messageBytes,
    };
  } finally {
    await swarm.end();
    await programs.kill();
  }
}

const NOTHING = {
  text: 'the floor',
  bases: [],
  operatorPassword: null,
  redis: null,
  postgres: null,
  settings: [],
  stop: async () => {},
};
