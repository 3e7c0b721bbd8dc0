import { Redis } from 'ioredis';
import type { Scene } from './Scene.ts';

/** Does something to the cluster, and puts it right again. */
export type FaultMaker = (scene: Scene) => Promise<void>;

/** Every fault by its name, and what it does. */
export const FAULTS = {
  kill: { text: 'SIGKILL to the owner of a running match, which is started again', make: kill },
  redis_restart: { text: 'Redis is killed and comes back empty', make: restartRedis },
  redis_flush: { text: 'FLUSHALL', make: flushRedis },
  redis_freeze: { text: 'SIGSTOP to Redis for a while', make: freezeRedis },
  postgres_stop: { text: 'Postgres is away for a while', make: stopPostgres },
  postgres_freeze: { text: 'SIGSTOP to Postgres for a while', make: freezePostgres },
  postgres_freeze_kill: {
    text: 'as postgres_freeze, and SIGKILL to the owner of a running match meanwhile',
    make: killWithFrozenPostgres,
  },
  postgres_kill: {
    text: 'Postgres is away for a while, and the owner of a running match is killed meanwhile',
    make: killWithoutPostgres,
  },
  postgres_end: {
    text: 'as postgres_stop, and all matches are brought to their ends meanwhile',
    make: endWithoutPostgres,
  },
  freeze: { text: 'SIGSTOP to the owner of a running match for a while', make: freeze },
  zombie: {
    text: 'SIGSTOP to the owner of a running match until another process took that over',
    make: zombie,
  },
  rolling: {
    text: 'SIGTERM to every process in turn, each started again, with the code of today',
    make: roll,
  },
  nginx: { text: 'SIGKILL to nginx, which is started again', make: cutNginx },
  blackout: {
    text: 'SIGKILL to every process at once; they are started again after a while',
    make: blackout,
  },
  wipe: {
    text: 'SIGKILL to an owner and to Redis, which comes back empty',
    make: wipe,
  },
  wipe_later: {
    text: 'Redis is killed and comes back empty, and the owner of a running match is killed a second later',
    make: wipeLater,
  },
  wipe_zombie: {
    text: 'SIGSTOP to the owner of a running match and FLUSHALL, until another process took the match over',
    make: wipeZombie,
  },
  wipe_all: {
    text: 'FLUSHALL and SIGKILL to every process in the same moment; they are started again after a while',
    make: wipeAll,
  },
  dark: {
    text: 'Redis and Postgres are away for a while, and every process is killed then; Redis comes back with its file',
    make: dark,
  },
} as const satisfies Record<string, { text: string; make: FaultMaker }>;

export type FaultName = keyof typeof FAULTS;

async function kill(scene: Scene): Promise<void> {
  const { index } = await scene.anOwner();
  scene.begin('kill');
  await scene.restart(index);
  await scene.settled();
}

async function restartRedis(scene: Scene): Promise<void> {
  scene.begin('redis_restart');
  await scene.cluster.redis.restart({ empty: true });
  await scene.wait(1000);
  await scene.settled();
}

async function flushRedis(scene: Scene): Promise<void> {
  const redis = new Redis(scene.cluster.redisUrl);
  scene.begin('redis_flush');
  await redis.flushall();
  redis.disconnect();
  await scene.wait(1000);
  await scene.settled();
}

async function freezeRedis(scene: Scene): Promise<void> {
  scene.begin('redis_freeze');
  scene.cluster.redis.freeze();
  await scene.hold();
  scene.cluster.redis.thaw();
  await scene.wait(1000);
  await scene.settled();
}

async function stopPostgres(scene: Scene): Promise<void> {
  scene.begin('postgres_stop');
  await scene.cluster.postgres.stop();
  await scene.hold();
  await scene.cluster.postgres.start();
  await scene.wait(1000);
  await scene.settled();
}

async function freezePostgres(scene: Scene): Promise<void> {
  scene.begin('postgres_freeze');
  await scene.cluster.postgres.freeze();
  await scene.hold();
  scene.cluster.postgres.thaw();
  await scene.wait(1000);
  await scene.settled();
}

/** Who was at the match is back before Postgres is. */
async function killWithFrozenPostgres(scene: Scene): Promise<void> {
  const { index } = await scene.anOwner();
  scene.begin('postgres_freeze_kill');
  await scene.cluster.postgres.freeze();
  await scene.wait(1000);
  await scene.cluster.kill(index);
  await scene.wait(1000); // by now clients know
  await Promise.race([scene.settled(), scene.hold()]);
  if (scene.running.some(({ settled }) => !settled))
    scene.note('while Postgres was frozen not everybody came back');
  scene.cluster.postgres.thaw();
  await scene.cluster.start(index);
  await scene.settled();
}

async function killWithoutPostgres(scene: Scene): Promise<void> {
  const { index } = await scene.anOwner();
  scene.begin('postgres_kill');
  await scene.cluster.postgres.stop();
  await scene.wait(1000); // something is acknowledged that Redis alone has
  await scene.cluster.kill(index);
  await scene.hold();
  await scene.cluster.postgres.start();
  await scene.cluster.start(index);
  await scene.settled();
}

async function endWithoutPostgres(scene: Scene): Promise<void> {
  scene.pace('hurry');
  await stopPostgres(scene);
  scene.pace('usual');
}

async function freeze(scene: Scene): Promise<void> {
  const { index } = await scene.anOwner();
  scene.begin('freeze');
  scene.cluster.freeze(index);
  await scene.hold();
  scene.cluster.thaw(index);
  await scene.wait(1000);
  await scene.settled();
}

async function zombie(scene: Scene): Promise<void> {
  const { index, match } = await scene.anOwner();
  scene.begin('zombie');
  scene.cluster.freeze(index);
  await scene.takenOver(match);
  scene.cluster.thaw(index);
  await scene.wait(2000);
  await scene.settled();
}

async function roll(scene: Scene): Promise<void> {
  for (const process of scene.cluster.processes) {
    const { index, name } = process;
    scene.begin('rolling');
    const code = await scene.cluster.stop(index);
    if (code !== 0)
      scene.note(`${name} was asked to end and ${code === null ? 'had to be killed' : `ended with ${code}`}`);
    process.renew();
    await scene.cluster.start(index);
    await scene.settled();
  }
}

async function cutNginx(scene: Scene): Promise<void> {
  scene.begin('nginx');
  await scene.cluster.nginx.kill();
  await scene.cluster.nginx.start();
  await scene.settled();
}

async function blackout(scene: Scene): Promise<void> {
  scene.begin('blackout');
  await killAll(scene);
  await comeBack(scene);
}

async function wipe(scene: Scene): Promise<void> {
  const { index } = await scene.anOwner();
  scene.begin('wipe');
  await Promise.all([scene.cluster.kill(index), scene.cluster.redis.stop({ empty: true })]);
  scene.queueIsLost();
  await scene.cluster.redis.start();
  await scene.cluster.start(index);
  await scene.settled();
}

async function wipeLater(scene: Scene): Promise<void> {
  const { index } = await scene.anOwner();
  scene.begin('wipe_later');
  await scene.cluster.redis.restart({ empty: true });
  await scene.wait(1000);
  await scene.restart(index);
  scene.queueIsLost();
}

async function wipeZombie(scene: Scene): Promise<void> {
  const { index, match } = await scene.anOwner();
  const redis = new Redis(scene.cluster.redisUrl);
  scene.begin('wipe_zombie');
  scene.cluster.freeze(index);
  await redis.flushall();
  redis.disconnect();
  await scene.takenOver(match);
  scene.queueIsLost();
  scene.cluster.thaw(index);
  await scene.wait(2000);
  await scene.settled();
}

async function wipeAll(scene: Scene): Promise<void> {
  await scene.anOwner(); // there is something to lose
  const redis = new Redis(scene.cluster.redisUrl, { lazyConnect: true });
  await redis.connect();
  scene.begin('wipe_all');
  await Promise.all([redis.flushall(), killAll(scene)]);
  redis.disconnect();
  scene.queueIsLost();
  await comeBack(scene);
}

/** What is done while nothing can be stored must not have been seen by anybody. */
async function dark(scene: Scene): Promise<void> {
  const { redis, postgres } = scene.cluster;
  await scene.anOwner();
  scene.begin('dark');
  await Promise.all([redis.kill(), postgres.stop()]);
  await scene.hold();
  await killAll(scene);
  await Promise.all([redis.start(), postgres.start()]);
  await comeBack(scene);
}

async function killAll({ cluster }: Scene): Promise<void> {
  await Promise.all(cluster.processes.map(({ index }) => cluster.kill(index)));
}

/** All processes are started, after a while in which certainly nothing ran. */
async function comeBack(scene: Scene): Promise<void> {
  const from = Date.now();
  await scene.hold();
  scene.outages.push({ from, to: Date.now() });
  await Promise.all(scene.cluster.processes.map(({ index }) => scene.cluster.start(index)));
  await scene.settled();
}
