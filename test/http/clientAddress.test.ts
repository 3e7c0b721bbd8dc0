import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { clientAddress } from '../../src/http/clientAddress.ts';

function request(remoteAddress: string, forwarded?: string): IncomingMessage {
  return {
    socket: { remoteAddress },
    headers: { 'x-forwarded-for': forwarded },
  } as unknown as IncomingMessage;
}

describe('clientAddress', () => {
  it('is the peer, whatever a client claims', () => {
    assert.equal(clientAddress(request('10.0.0.1', '1.1.1.1'), false), '10.0.0.1');
  });

  it('is what the proxy saw, the last entry', () => {
    assert.equal(clientAddress(request('10.0.0.1', '6.6.6.6, 1.1.1.1'), true), '1.1.1.1');
  });

  for (const forwarded of [undefined, '', 'unknown', '1.1.1.1:80', ',']) {
    it(`is the peer when the proxy says ${JSON.stringify(forwarded)}`, () => {
      assert.equal(clientAddress(request('10.0.0.1', forwarded), true), '10.0.0.1');
    });
  }

  for (const [address, network] of Object.entries({
    '::ffff:10.0.0.1': '10.0.0.1',
    '2001:db8:1:2:3:4:5:6': '2001:db8:1:2::/64',
    '2001:db8:1:2::1': '2001:db8:1:2::/64',
    '2001:db8::1': '2001:db8:0:0::/64',
    '::1': '0:0:0:0::/64',
    'fe80::1%eth0': 'fe80:0:0:0::/64',
  })) {
    it(`counts ${address} as ${network}`, () => {
      assert.equal(clientAddress(request(address), false), network);
    });
  }
});
