import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { buildPage } from '../scripts/buildPage.ts';
import { startParlor } from '../test/support/parlorProcess.ts';
import { closeBrowser } from '../test/web/support/chromium.ts';
import { solvePuzzle } from '../test/web/support/solvePuzzle.ts';
import { PHONE, visit } from '../test/web/support/visitor.ts';
import { longTasks, type TraceEvent } from './longTasks/longTasks.ts';

/*
 * What keeps the page from answering on a slow phone: a relay match with bots in Chromium whose processor is slowed
 * down, and how many tasks of the page's own thread take longer than `--least` ms, and what the longest of them did,
 * from the first look at the hall, and at the table. Chromium has no graphics card here: what it paints takes longer
 * than on a phone that has one.
 *
 *     npx node bench/longTasks.ts [--slowdown 4] [--seconds 30] [--least 50] [--functions] [--trace file.json]
 */

const { values } = parseArgs({
  options: {
    slowdown: { type: 'string', default: '4' },
    /** At the table. */
    seconds: { type: 'string', default: '30' },
    least: { type: 'string', default: '50' },
    /** Also the functions of the page that took longest at the table. */
    functions: { type: 'boolean', default: false },
    /** Keeps the trace of the table, for a browser's own tools. */
    trace: { type: 'string' },
  },
});
const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8'];
/** Of tasks, of a task's parts, and of functions. */
const TASKS = 8;
const SHOWN = 4;
const FUNCTIONS = 25;

await buildPage(console.log);
const server = await startParlor();
const visitor = await visit('about:blank', PHONE, 'no-preference');
const { page } = visitor;
try {
  const tools = await page.context().newCDPSession(page);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: Number(values.slowdown) });
  await traced(page, 'the hall, at its first look', async () => {
    await page.goto(`${server.url}/app`, { waitUntil: 'networkidle' });
    await page.getByText('Bots at play').first().waitFor();
  });
  await traced(page, 'to the table', async () => {
    await page.getByRole('button', { name: 'Play with bots' }).click();
    await page.getByRole('region', { name: 'Your puzzle' }).waitFor();
  });
  if (values.functions) await tools.send('Profiler.enable').then(() => tools.send('Profiler.start'));
  const events = await traced(page, `${values.seconds} s at the table`, async () => {
    await solvePuzzle(page);
    await page.waitForTimeout(Number(values.seconds) * 1000);
  });
  if (values.functions) {
    const { profile } = await tools.send('Profiler.stop');
    const took = new Map<string, number>();
    const byId = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
    for (const [at, id] of (profile.samples ?? []).entries()) {
      const frame = byId.get(id);
      if (!frame) continue;
      const file = frame.url.split('/').at(-1);
      const name = `${frame.functionName || '(no name)'} ${file ? `${file}:${frame.lineNumber + 1}:${frame.columnNumber + 1}` : ''}`;
      took.set(name, (took.get(name) ?? 0) + (profile.timeDeltas?.[at] ?? 0));
    }
    const most = [...took].sort((a, b) => b[1] - a[1]).slice(0, FUNCTIONS);
    for (const [name, us] of most) console.log(`${Math.round(us / 1000)} ms  ${name}`);
  }
  if (values.trace) await writeFile(values.trace, JSON.stringify({ traceEvents: events }));
} finally {
  await visitor.leave();
  await closeBrowser();
  await server.stop();
}

/** Does something, and prints the long tasks of it. */
async function traced(page: Page, what: string, work: () => Promise<void>): Promise<TraceEvent[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error('This browser is not ours.');
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
  const tasks = longTasks(traceEvents, Number(values.least));
  const sum = tasks.reduce((all, { ms }) => all + ms, 0);
  console.log(`\n${what}: ${tasks.length} tasks of more than ${values.least} ms, ${sum} ms in all`);
  for (const { at, ms, of } of tasks.slice(0, TASKS)) {
    const parts = of.slice(0, SHOWN).map((part) => `${part.what} ${part.ms}`);
    console.log(`  at ${at} ms: ${ms} ms (${parts.join(', ')})`);
  }
  return traceEvents;
}
