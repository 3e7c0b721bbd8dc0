import { connect } from 'node:net';
import type { FloorClients } from '../swarm/calls.ts';
import type { Measures } from '../swarm/Measures.ts';
import { schedule } from '../swarm/schedule.ts';

export interface FloorSocket {
  close(): void;
}

/** Clients of the floor: bare sockets that count the bytes they hear, and send some now and then. */
export async function openFloor(
  { port, count, actionsPerSecond, actionBytes }: FloorClients,
  measures: Measures,
  signal: AbortSignal,
): Promise<FloorSocket[]> {
  const action = Buffer.alloc(actionBytes, 1);
  const gapMs = 1000 / actionsPerSecond;
  const open = () =>
    new Promise<FloorSocket>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      let stop = () => {};
      const act = () => void (socket.writable && socket.write(action));
      socket.setNoDelay(true);
      socket.on('error', reject);
      socket.on('data', (chunk) => measures.count('bytes', chunk.length));
      socket.on('close', () => stop());
      socket.on('connect', () => {
        if (actionsPerSecond > 0) stop = schedule(Math.random() * gapMs, () => gapMs, act);
        resolve({ close: () => socket.destroy() });
      });
    });
  const sockets: FloorSocket[] = [];
  for (let i = 0; i < count && !signal.aborted; i++) sockets.push(await open());
  return sockets;
}
