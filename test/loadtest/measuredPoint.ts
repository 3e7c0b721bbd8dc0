import { type Point, pointOf } from '../../loadtest/report/Report.ts';
import { Measures, Total } from '../../loadtest/swarm/Measures.ts';

/**
 * 100 players for 10 s: 1,000 messages a second of 50 bytes, 10 actions a second, 40 % of a core.
 * @param more that was measured
 */
export function measuredPoint(clients = 100, more: (measures: Measures) => void = () => {}): Point {
  const joins = new Measures();
  for (let i = 0; i < clients; i++) joins.time('join', 20);
  joins.count('joined', clients);
  joins.count('cut');
  joins.time('state', 30);
  joins.refuse('join: matchmake: 503 retry_later');
  const measures = new Measures();
  measures.count('messages', 10_000);
  measures.count('bytes', 500_000);
  measures.count('actions', 100);
  measures.count('cut', 2);
  measures.refuse('locked');
  for (let ms = 1; ms <= 100; ms++) measures.time('ack', ms);
  measures.time('told', 7);
  measures.count('doubled', 3);
  more(measures);
  const use = {
    processes: ['process 0', 'process 1'].map((name) => ({
      name,
      cpu_percent: 20,
      loop_p50: 10.1,
      loop_p99: 12,
      loop_longest: 30,
      rss_mb: 200,
      written_bytes: 0,
    })),
    redis_cpu_percent: 3,
    postgres_cpu_percent: null,
  };
  return pointOf({
    clients,
    joins: { asked_per_s: 50, seconds: 4, total: new Total([joins.measured()]), use },
    bytesPerConnection: 102_400,
    window: {
      seconds: 10,
      playing: clients,
      tables: clients / 5,
      total: new Total([measures.measured()]),
      use,
      writes: [
        { from_s: 0, to_s: 5, tables: 20, redis_bytes: 7500, postgres_bytes: 800, server_bytes: 0 },
        { from_s: 5, to_s: 10, tables: 20, redis_bytes: 9000, postgres_bytes: 800, server_bytes: 0 },
      ],
      lostAtEnd: 2,
      swarm_cpu_percent: 5,
      swarm_rss_mb: 90,
    },
    floor: { cpu_us_per_message: 20, messages_per_s: 1000, message_bytes: 50 },
  });
}
