import assert from 'node:assert/strict';
import { originOf } from '../../src/lib/origin.ts';

describe('originOf', () => {
  const origins: [text: string, origin: string][] = [
    ['https://play.example', 'https://play.example'],
    ['HTTPS://Play.Example:443', 'https://play.example'],
    ['http://localhost:5173', 'http://localhost:5173'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['http://192.168.0.7', 'http://192.168.0.7'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['capacitor://localhost', 'capacitor://localhost'],
    ['ionic://localhost', 'ionic://localhost'],
    ['tauri://localhost', 'tauri://localhost'],
    ['App://Parlor', 'app://parlor'],
    ['http://tauri.localhost', 'http://tauri.localhost'],
    ['chrome-extension://abcdefghijklmnop', 'chrome-extension://abcdefghijklmnop'],
    ['app://parlor:8080', 'app://parlor:8080'],
  ];
  for (const [text, origin] of origins) {
    it(`of ${text} is ${origin}`, () => {
      assert.equal(originOf(text), origin);
      assert.equal(originOf(origin), origin);
    });
  }

  for (const text of [
    '',
    'null',
    '*',
    'https://*',
    'https://*.play.example',
    '*://play.example',
    'play.example',
    'capacitor:localhost',
    'capacitor://',
    'https://play.example/',
    'capacitor://localhost/',
    'https://play.example/app',
    'https://ada@play.example',
    'https://play.example?x',
    'https://play.example#x',
    'http://play.example:99999',
    'app://parlor:99999',
    'file://',
    'file://host',
    '1app://parlor',
    ' https://play.example',
    'https://play.example\n',
  ]) {
    it(`is none for ${JSON.stringify(text)}`, () => assert.equal(originOf(text), null));
  }
});
