import { createServer, type Socket } from 'node:net';
import type { FloorShape } from './measureFloor.ts';

/*
 * The floor: a server that does nothing but write, in the shape of the run before it. As many sockets, as many messages
 * of as many bytes to each, written to a group at a time, and one for whatever comes. No framing, no state, no rules:
 * no server in Node delivers a message for less.
 */

const {
  port,
  messagesPerSecond,
  messageBytes,
  group: size,
} = JSON.parse(process.argv[2] ?? '') as FloorShape;
const TICK_MS = 5;
const message = Buffer.alloc(messageBytes, 2);
const gapMs = 1000 / messagesPerSecond;
const groups: { sockets: Set<Socket>; due: number }[] = [];

const server = createServer((socket) => {
  let group = groups.at(-1);
  if (!group || group.sockets.size >= size) {
    group = { sockets: new Set(), due: performance.now() + Math.random() * gapMs };
    groups.push(group);
  }
  const { sockets } = group;
  sockets.add(socket);
  socket.setNoDelay(true);
  socket.on('error', () => {}); // closing follows
  socket.on('close', () => sockets.delete(socket));
  socket.on('data', () => socket.write(message));
});

setInterval(() => {
  const now = performance.now();
  for (const group of groups) {
    if (group.due > now) continue;
    group.due += gapMs;
    for (const socket of group.sockets) socket.write(message);
  }
}, TICK_MS);

server.listen(port, '127.0.0.1', () => console.log('The floor is ready'));
