import { buildPage } from './buildPage.ts';

await buildPage((text) => console.log(text));
await import('../src/index.ts');
