import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttp } from '../../src/http/http.ts';
import { fakeServices } from './fakes.ts';

describe('the guard of /matchmake', () => {
  let server: Server;
  let url: string;
  beforeEach(async () => {
    server = createServer((_request, response) => void response.end('framework'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { services } = fakeServices();
    createHttp({ ...services, rateLimits: { joins: { points: 2, seconds: 60 } } }).guard(server);
  });
  afterEach(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });

  async function join(body: RequestInit['body'], init: object = {}): Promise<[number, string]> {
    const answer = await fetch(`${url}/matchmake/joinOrCreate/lobby`, { method: 'POST', body, ...init });
    return [answer.status, await answer.text()];
  }

  it('lets an address join so often, and everything else through', async () => {
    const joins = [await join('{}'), await join('{}'), await join('{}')];
    const other = await fetch(`${url}/matchmake/joinOrCreate/lobby`);

    assert.deepEqual(
      joins.map(([status]) => status),
      [200, 200, 429],
    );
    assert.match(joins[2]?.[1] ?? '', /"error":"rate_limited: /);
    assert.equal(await other.text(), 'framework');
  });

  it('takes no body that is large, or does not say how large it is', async () => {
    const large = await join('x'.repeat(20_000));
    const endless = await join(new Blob(['{}']).stream(), { duplex: 'half' });

    assert.deepEqual([large[0], endless[0]], [413, 411]);
    assert.match(endless[1], /"error":"length_required: /);
  });
});
