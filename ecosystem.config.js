import { availableParallelism } from 'node:os';

/**
 * For PM2: one process of Parlor per core, each on a port of its own, behind nginx (deploy/nginx.conf).
 *
 *     pm2 start ecosystem.config.js
 *     pm2 reload all --parallel 1    a rolling restart: the next one goes when the last one is back
 *
 * DATABASE_URL, REDIS_URL, JWT_SECRET and OPERATOR_PASSWORD are taken from the environment, as they are. PORT is the
 * first port, 2568 by default, and PROCESSES how many there are; PUBLIC_ADDRESS is the public host[:port] of nginx.
 */
const env = process.env;
const first = Number(env.PORT || 2568);
const count = Number(env.PROCESSES || availableParallelism());

export const apps = Array.from({ length: count }, (_, i) => {
  const port = first + i;
  return {
    name: `parlor-${port}`,
    script: 'src/index.ts',
    interpreter: 'node_modules/node/bin/node', // the pinned version, whatever PM2 itself runs on
    cwd: import.meta.dirname,
    exec_mode: 'fork',
    env: {
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: 'node_modules/.cache/compiled',
      HOST: env.HOST || '127.0.0.1',
      PORT: port,
      TRUST_PROXY: 'true',
      ...(env.PUBLIC_ADDRESS ? { PUBLIC_ADDRESS: `${env.PUBLIC_ADDRESS}/p/${port}` } : {}),
    },
    wait_ready: true,
    listen_timeout: 60_000, // the first one after an update migrates the database
    kill_timeout: 25_000, // it gives its matches away, and ends by itself within 20 s
    exp_backoff_restart_delay: 100,
    pmx: false, // nothing of PM2's own inside the process
    vizion: false,
    time: false, // its log lines are JSON and have the time
    merge_logs: true,
  };
});
