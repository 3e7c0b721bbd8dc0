import assert from 'node:assert/strict';
import { corsHeaders } from '../../src/http/cors.ts';

const SHELLS = [
  'capacitor://localhost',
  'ionic://localhost',
  'tauri://localhost',
  'app://parlor',
  'http://tauri.localhost',
];
const ALLOWED = ['https://play.example', ...SHELLS];

function headersFor(origin: string | undefined, host = 'api.example:2567'): Record<string, string> {
  return corsHeaders(ALLOWED, new Headers({ host, ...(origin === undefined ? {} : { origin }) }));
}

describe('corsHeaders', () => {
  it('lets a listed origin in, with credentials, as the SDK sends them', () => {
    const headers = headersFor('https://play.example');

    assert.equal(headers['Access-Control-Allow-Origin'], 'https://play.example');
    assert.equal(headers['Access-Control-Allow-Credentials'], 'true');
    assert.match(headers['Access-Control-Allow-Methods'] ?? '', /PATCH/);
    assert.match(headers['Access-Control-Allow-Headers'] ?? '', /Authorization/);
    assert.equal(headers.Vary, 'Origin');
  });

  for (const origin of [...SHELLS, 'HTTPS://Play.Example', 'CAPACITOR://LOCALHOST']) {
    it(`lets a listed one in, also that of a native shell: ${origin}`, () => {
      assert.equal(headersFor(origin)['Access-Control-Allow-Origin'], origin);
    });
  }

  it('takes our own host for itself with its usual port, too', () => {
    assert.equal(
      headersFor('https://api.example', 'API.example:443')['Access-Control-Allow-Origin'],
      'https://api.example',
    );
  });

  for (const origin of ['http://api.example:2567', 'https://api.example:2567']) {
    it(`lets our own origin in: ${origin}`, () => {
      assert.equal(headersFor(origin)['Access-Control-Allow-Origin'], origin);
    });
  }

  for (const origin of [
    undefined,
    'null',
    '*',
    'https://evil.example',
    'http://play.example',
    'https://play.example.evil.example',
    'https://api.example',
    'ftp://api.example:2567',
    'chrome-extension://api.example:2567',
    'https://play.example/',
    'capacitor://localhost:1',
    'capacitor://localhost.evil.example',
    'capacitor://',
    'app://parlor2',
    'tauri://api.example:2567',
    'file://',
  ]) {
    it(`has nothing for ${origin}`, () => {
      assert.deepEqual(headersFor(origin), { Vary: 'Origin' });
    });
  }

  it('has nothing for a host that is not told', () => {
    const headers = corsHeaders([], new Headers({ origin: 'https://a.example' }));

    assert.deepEqual(headers, { Vary: 'Origin' });
  });
});
