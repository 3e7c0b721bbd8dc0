import { measuredTicker } from './measuredTicker.ts';

/* A ticker with as many matches as the server has, that do nothing: how late this machine lets a process be. */
const ticker = measuredTicker();
for (let i = 0; i < Number(process.argv[2]); i++) ticker.add({ game: 'none', stepMs: 15, step: () => {} });
