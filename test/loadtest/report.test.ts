import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { drawCurves } from '../../loadtest/report/curves.ts';
import { n, page } from '../../loadtest/report/page.ts';
import { figureTables, withFigures } from '../../loadtest/report/performanceDoc.ts';
import type { Report } from '../../loadtest/report/Report.ts';
import { measuredPoint as point } from './measuredPoint.ts';

const report: Report = {
  scenario: 'relay',
  target: 'two processes <here>',
  settings: ['Postgres: fsync on, synchronous_commit on'],
  seed: 'a seed',
  date: '2026-11-29T09:00:00.000Z',
  machine: { cores: 2, memory_gb: 23.5, node: '24.21.0' },
  load: { before: 0.1, after: 1.5 },
  points: [point(), point(200)],
  vanilla: point(),
  over_vanilla: 2,
  ack_over_vanilla: 1.5,
  missed: ['ack.p99 is 20, above 15'],
};

describe('the page of a load test', () => {
  it('counts per player, per message and over the floor', () => {
    const one = point();
    assert.equal(one.joins.per_s, 25);
    // 0.4 s of CPU a second for 4 s.
    assert.equal(one.joins.cpu_ms, 16);
    assert.deepEqual(one.per_player, { messages_per_s: 10, bytes_per_s: 500 });
    assert.equal(one.server.cpu_percent, 40);
    assert.equal(one.server.cpu_percent_per_1000, 400);
    // 0.4 s of CPU a second over 1,000 messages a second.
    assert.equal(one.server.cpu_us_per_message, 400);
    assert.equal(one.server.over_floor, 20);
    assert.equal(one.server.kb_per_connection, 100);
    assert.deepEqual([one.told.count, one.told.longest], [1, 7]);
    assert.deepEqual(one.delivery, { lost: 2, doubled: 3, disordered: 0 });
    assert.equal(one.cut, 3, 'those who were cut before the measuring began, too');
    assert.equal(one.actions.per_s, 10);
    assert.ok(Math.abs((one.ack.p99 ?? 0) - 99) < 1);
    assert.equal(one.ack.longest, 100);
  });

  it('says all of it, what was missed included', () => {
    const text = page(report);
    assert.match(text, /^relay on two processes/m);
    assert.match(text, /fsync on, synchronous_commit on/);
    assert.match(text, /seed a seed/);
    assert.match(text, /load average 0\.1 before and 1\.5 after/);
    assert.match(text, /per message, µs \(× the floor\) +400 \(20 × 20\)/);
    assert.match(text, /clients cut +3 +3 +3/);
    assert.match(text, /CPU of Redis, Postgres, % +3, –/);
    assert.match(text, /0 – 5 +20 +7,500 +800/);
    assert.match(text, /1 × refused: locked/);
    assert.match(text, /1 × refused: join: matchmake: 503 retry_later/);
    assert.match(text, /2 times the CPU that plain Colyseus takes/);
    assert.match(text, /MISSED: ack\.p99 is 20, above 15/);
  });

  it('writes numbers as short as they may be', () => {
    assert.deepEqual([null, 0, 0.1234, 1.234, 12.34, 123.4, 12_345].map(n), [
      '–',
      '0',
      '0.12',
      '1.23',
      '12.3',
      '123',
      '12,345',
    ]);
  });

  it('draws curves over the number of players, and says nothing unescaped', () => {
    const html = drawCurves(report);
    assert.match(html, /prefers-color-scheme:dark/);
    assert.ok((html.match(/<polyline/g) ?? []).length >= 8);
    assert.ok(html.includes('two processes &lt;here&gt;'));
    assert.ok(!html.includes('<here>'));
    assert.match(html, /Bytes written|bytes written/);
  });
});

describe('the document of figures', () => {
  const doc = new URL('../../docs/performance.md', import.meta.url);

  it('has a place for figures, and gets new ones without a change of anything else', () => {
    const text = readFileSync(doc, 'utf8');
    const tables = figureTables([{ title: 'Relay', args: '--scenario relay', report }]);
    const written = withFigures(text, tables);
    assert.equal(withFigures(written, tables), written);
    const parts = (all: string) => all.split(/<!-- (?:figures|end of figures).*-->/);
    assert.equal(parts(written).length, 3);
    assert.equal(parts(written)[0], parts(text)[0]);
    assert.equal(parts(written)[2], parts(text)[2]);
    assert.match(written, /\| bytes per player and second \| 500 \| 250 \| 500 \|/);
    assert.match(written, /`npm run loadtest -- --scenario relay --seed a seed`/);
  });

  it('is not written to when it has no place for them', () => {
    assert.throws(() => withFigures('# Performance', ''), /no lines/);
  });
});
