import { enableCompileCache } from 'node:module';
import { buildPage } from './buildPage.ts';
import { COMPILE_CACHE } from './compileCache.ts';

// People read it as it is; whoever collects the log reads lines of JSON.
const say = (msg: string) =>
  console.log(process.stdout.isTTY ? msg : JSON.stringify({ level: 30, time: Date.now(), msg }));

enableCompileCache(COMPILE_CACHE); // where it cannot be written, everything is compiled anew
await buildPage(say);
await import('../src/index.ts');
