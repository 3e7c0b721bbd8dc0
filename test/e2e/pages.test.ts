import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { PlainPlayer } from '../support/plainPlayer.ts';

/** Has a process say how many connections may wait to be taken. */
const TELLS_BACKLOG = `--import=data:text/javascript,${encodeURIComponent(`
  import { Server } from 'node:net';
  const { listen } = Server.prototype;
  Server.prototype.listen = function (...args) {
    if (typeof args[2] === 'number') console.log('backlog', args[2]);
    return listen.apply(this, args);
  };
`)}`;

describe('pages and the process', function () {
  this.timeout(180_000);
  let server: ParlorProcess;
  before(async () => {
    assert.ok(
      existsSync(fileURLToPath(new URL('../../web/dist/index.html', import.meta.url))),
      'npm run build first',
    );
    server = await startParlor({ NODE_OPTIONS: TELLS_BACKLOG });
  });

  it('serve the client at every path of its own, asked for anew, its files for ever', async () => {
    for (const path of ['/app', '/app/', '/app/relay/some-id']) {
      const response = await fetch(`${server.url}${path}`);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('cache-control'), 'no-cache');
      assert.match(await response.text(), /<div id="root">/);
    }
    const page = await (await fetch(`${server.url}/app`)).text();
    const [, script = ''] = /src="([^"]*app\/assets\/[^"]+\.js)"/.exec(page) ?? [];
    const asset = await fetch(new URL(script, `${server.url}/app`));
    assert.match(asset.headers.get('cache-control') ?? '', /immutable/);
    assert.match(asset.headers.get('content-encoding') ?? '', /gzip|br/);
    assert.equal((await fetch(`${server.url}/app/assets/none.js`)).status, 404);
  });

  it('let connections wait when many come at once, and not only as many as the system does by itself', () => {
    assert.match(server.output(), /^backlog 4096$/m);
  });

  it('say in a sentence why they cannot start: port taken, data in use, configuration wrong', async () => {
    const start = (env: Record<string, string>) => assert.rejects(startParlor(env), noStack);
    const noStack = (error: Error) => {
      assert.doesNotMatch(error.message, /(\n|\\n)\s+at /); // as text, or in a line of the log
      assert.match(error.message, /Stop what listens there|PARLOR_DATA_DIR|configuration is wrong/);
      return true;
    };
    await start({ PORT: String(server.port) });
    await start({ PARLOR_DATA_DIR: server.dataDir });
    await start({ PORT: 'a door' });
  });

  it('go down quickly and cleanly with players at tables and seats that nobody took', async () => {
    const players = await Promise.all(['Ada', 'Ben'].map((name) => PlainPlayer.signIn(server.url, name)));
    for (const player of players) {
      const match = await player.queueOverHttp({ game: 'relay', bots: true });
      await player.ask('GET', '/api/v1/players/me/match');
      await player.stateWhen(match, (state) => state.phase === 'playing');
    }
    const before = process.hrtime.bigint();
    assert.equal(await server.stop(), 0);
    assert.ok(Number(process.hrtime.bigint() - before) < 10e9, 'it hung');
  });
});
