import assert from 'node:assert/strict';
import { ForwardedAddress } from '../../src/http/forwardedAddress.ts';

const NAME = 'x-parlor-address';

describe('where a forwarded socket comes from', () => {
  const ours = new ForwardedAddress('a secret that our processes share');
  const theirs = new ForwardedAddress('a guess');

  it('is told to the other process', () => {
    for (const address of ['203.0.113.7', '2001:db8:0:1::/64'])
      assert.equal(ours.read(ours.headers(address)), address);
  });

  it('is not believed when somebody else says it, nor when nobody does', () => {
    assert.equal(ours.read(theirs.headers('203.0.113.7')), null);
    const said = ours.headers('203.0.113.7')[NAME] ?? '';
    const forged = [
      said.replace('203', '204'),
      said.slice(0, -1),
      `${said}x`,
      '203.0.113.7',
      ' ',
      ',',
      '1 2 3',
    ];
    for (const value of forged) assert.equal(ours.read({ [NAME]: value }), null, value);
    assert.equal(ours.read({}), null);
  });

  it('is what our process says, whatever the client sent by that name', () => {
    const sent = '1.2.3.4 signature';
    const said = ours.headers('203.0.113.7')[NAME];
    assert.equal(ours.read({ [NAME]: `${sent}, ${said}` }), '203.0.113.7');
    assert.equal(ours.read({ [NAME]: `${said}, ${sent}` }), null);
  });
});
