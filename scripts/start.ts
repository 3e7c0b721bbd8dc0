import { buildPage } from './buildPage.ts';

// People read it as it is; whoever collects the log reads lines of JSON.
const say = (msg: string) =>
  console.log(process.stdout.isTTY ? msg : JSON.stringify({ level: 30, time: Date.now(), msg }));

await buildPage(say);
await import('../src/index.ts');
