import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { readOptions, USAGE } from '../../loadtest/options.ts';
import { missedBars, parseBars } from '../../loadtest/report/bars.ts';
import type { Point } from '../../loadtest/report/Report.ts';
import { measuredPoint } from './measuredPoint.ts';

describe('the options of the load test', () => {
  it('take live for the game that moves', () => {
    assert.equal(readOptions(['--scenario', 'live']).scenario, 'arena');
    assert.match(USAGE, /also: live/);
    for (const odd of ['toString', 'alive'])
      assert.throws(() => readOptions(['--scenario', odd]), /no scenario/);
  });

  it('are those of @colyseus/loadtest, and more', () => {
    const args = '--endpoint ws://127.0.0.1:2567 --room lobby --numClients 50 --delay 20 --output page.html';
    const options = readOptions([...args.split(' '), '--scenario', 'lobby', '--seed', 's']);
    const { endpoint, room, clients, rate, output, scenario, seed, floor } = options;
    assert.deepEqual(
      { endpoint, room, clients, rate, output, scenario, seed, floor },
      {
        endpoint: 'ws://127.0.0.1:2567',
        room: 'lobby',
        clients: [50],
        rate: 50,
        output: 'page.html',
        scenario: 'lobby',
        seed: 's',
        floor: true,
      },
    );
    assert.equal(readOptions(['--rate', '300', '--delay', '20']).rate, 300);
    assert.deepEqual(readOptions(['--curve', '1000,2000']).clients, [1000, 2000]);
    assert.equal(readOptions(['--no-floor']).floor, false);
    assert.equal(readOptions(['--scenario', 'button', '--every', '0.5']).everyMs, 500);
    assert.equal(readOptions([]).everyMs, null);
    for (const flag of ['--endpoint', '--numClients', '--curve', '--bars', '--vanilla', '--no-floor'])
      assert.ok(USAGE.includes(flag), flag);
  });

  it('are refused in a sentence', () => {
    const refused: [string, RegExp][] = [
      ['--numClients many', /--numClients is to be a number from 1/],
      ['--numClients 0', /--numClients/],
      ['--curve 10,,20', /--curve/],
      ['--delay 0', /--delay/],
      ['--rate -5', /--rate|ambiguous/],
      ['--scenario chess', /no scenario chess: lobby, relay/],
      ['--scenario lobby --vanilla', /relay/],
      ['--embedded --nginx', /without nginx/],
      ['--numClients 40000 --swarms 2', /--swarms/],
      ['--every 5', /--every is for notify, broadcast, button/],
      ['--scenario notify --every 0', /--every/],
      ['--fast', /--fast/],
    ];
    for (const [args, why] of refused) assert.throws(() => readOptions(args.split(' ')), why, args);
  });
});

describe('bars', () => {
  const point = {
    clients: 100,
    ack: { p99: 12 },
    joins: { per_s: 80 },
    queue: { p99: null },
    processes: [
      { name: 'process 0', loop_p99: 10 },
      { name: 'process 1', loop_p99: 30 },
    ],
  } as unknown as Point;
  const missed = (bars: string, over_vanilla: number | null = null) =>
    missedBars(parseBars(bars), {
      points: [point, { ...point, clients: 200 }],
      over_vanilla,
      ack_over_vanilla: over_vanilla,
    });

  it('are kept by every load', () => {
    assert.deepEqual(missed('{"ack.p99": {"max": 12}, "joins.per_s": {"min": 80, "max": 80}}'), []);
    assert.deepEqual(missed('{"ack.p99": {"max": 11.5}}'), [
      'ack.p99 with 100 players is 12, above 11.5',
      'ack.p99 with 200 players is 12, above 11.5',
    ]);
    assert.equal(missed('{"joins.per_s": {"min": 81}}')[0], 'joins.per_s with 100 players is 80, below 81');
  });

  it('are kept by every process, and by the whole', () => {
    assert.deepEqual(missed('{"processes.loop_p99": {"max": 25}}').slice(0, 1), [
      'processes.loop_p99 with 100 players in process 1 is 30, above 25',
    ]);
    assert.deepEqual(missed('{"over_vanilla": {"max": 2}}', 2.5), ['over_vanilla is 2.5, above 2']);
  });

  it('are missed when nothing was measured, or there is no such figure', () => {
    assert.match(missed('{"queue.p99": {"max": 1}}')[0] ?? '', /queue.p99 .* was not measured/);
    assert.match(missed('{"ack.p98": {"max": 1}}')[0] ?? '', /was not measured/);
    assert.match(missed('{"over_vanilla": {"max": 2}}')[0] ?? '', /was not measured/);
  });

  it('of the repository can be read, and name figures that there are', () => {
    const folder = new URL('../../loadtest/bars/', import.meta.url);
    const names = new Set<string>();
    for (const name of readdirSync(folder))
      for (const bar of Object.keys(parseBars(readFileSync(new URL(name, folder), 'utf8')))) names.add(bar);
    assert.ok(names.size >= 10, `${names.size}`);
    // Every figure that they name is one of a report in which all was measured.
    const bars = Object.fromEntries([...names].map((name) => [name, { max: Number.MAX_VALUE }]));
    const missed = missedBars(bars, {
      points: [measuredPoint(100, (all) => all.time('seen', 9))],
      over_vanilla: 1,
      ack_over_vanilla: 1,
    });
    assert.deepEqual(missed, []);
  });

  it('are refused when they say nothing', () => {
    for (const text of ['{"ack.p99": {}}', '{"ack.p99": 5}', '{"ack.p99": {"most": 5}}', '[1]'])
      assert.throws(() => parseBars(text), /bars are wrong/, text);
  });
});
