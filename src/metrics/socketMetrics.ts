import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { fewValues } from './fewValues.ts';

/** A frame that is none, a message that cannot be decoded, a socket that nobody lets in. */
type SocketRefusal = 'malformed_frame' | 'malformed_message' | 'not_let_in';

/** A client that does not read, sends more than it can pay, sends before it is let in, or does not answer pings. */
const CUT_REASONS = ['not_reading', 'rate_limited', 'unpaid', 'silent'] as const;

type CutReason = (typeof CUT_REASONS)[number];

export interface SocketMetrics {
  clients: {
    connected(room: string): void;
    disconnected(room: string): void;
    /** Cut off by us. */
    cut(reason: CutReason): void;
  };
  /** Sockets, frames and messages. */
  sockets: {
    /** It was not taken. */
    refused(reason: SocketRefusal): void;
    /** A ping of ours was answered, after so many seconds. */
    roundTrip(room: string, seconds: number): void;
    received(room: string, type: string): void;
    sent(room: string, type: string, bytes: number): void;
    /** A message begins to be handled. @returns to be called when it is */
    handling(room: string, type: string): () => void;
  };
}

/** Sockets, and what goes over them. Types of messages are those that a room knows, and names of other frames. */
export function socketMetrics(registers: Registry[]): SocketMetrics {
  const clients = new Gauge({
    name: 'game_websocket_connections',
    help: 'Sockets that are open.',
    labelNames: ['room'],
    registers,
  });
  const cuts = new Counter({
    name: 'parlor_clients_cut_total',
    help: 'Clients that were cut off.',
    labelNames: ['reason'],
    registers,
  });
  const refused = new Counter({
    name: 'parlor_socket_refusals_total',
    help: 'Sockets, frames and messages that were not taken.',
    labelNames: ['reason'],
    registers,
  });
  const roundTrips = new Histogram({
    name: 'game_websocket_latency_seconds',
    help: 'Round trip of the pings that sockets are sent.',
    labelNames: ['room'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const messages = new Counter({
    name: 'game_websocket_messages_total',
    help: 'Frames over sockets, in and out, by what they are. What no room knows is other.',
    labelNames: ['room', 'direction', 'type'],
    registers,
  });
  const bytes = new Counter({
    name: 'parlor_websocket_sent_bytes_total',
    help: 'Bytes of the frames that were sent; those of the type patch are changes of states.',
    labelNames: ['room', 'type'],
    registers,
  });
  const handling = new Histogram({
    name: 'game_message_processing_seconds',
    help: 'Time for which handling a message keeps the process busy, without what it waits for.',
    labelNames: ['room', 'type'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
    registers,
  });
  // So that the first of them is an increase.
  for (const reason of CUT_REASONS) cuts.inc({ reason }, 0);
  const typeOf = fewValues();
  // Looking a counter up by its labels costs as much as the rest: it is done once for each.
  const outgoing = new Map<string, { frames: Counter.Internal; bytes: Counter.Internal }>();
  const outgoingOf = (room: string, sent: string) => {
    const type = typeOf(sent);
    const key = `${room}\n${type}`;
    const known = outgoing.get(key);
    if (known) return known;
    const one = {
      frames: messages.labels({ room, direction: 'out', type }),
      bytes: bytes.labels({ room, type }),
    };
    outgoing.set(key, one);
    return one;
  };
  return {
    clients: {
      connected: (room) => clients.inc({ room }),
      disconnected: (room) => clients.dec({ room }),
      cut: (reason) => cuts.inc({ reason }),
    },
    sockets: {
      refused: (reason) => refused.inc({ reason }),
      roundTrip: (room, seconds) => roundTrips.observe({ room }, seconds),
      received: (room, type) => messages.inc({ room, direction: 'in', type: typeOf(type) }),
      sent(room, type, size) {
        const one = outgoingOf(room, type);
        one.frames.inc();
        one.bytes.inc(size);
      },
      handling: (room, type) => handling.startTimer({ room, type: typeOf(type) }),
    },
  };
}
