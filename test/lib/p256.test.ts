import assert from 'node:assert/strict';
import { createECDH, randomBytes } from 'node:crypto';
import { bytesOf, isPublicKey, publicKeyOf } from '../../src/lib/p256.ts';

describe('keys of P-256', () => {
  const own = createECDH('prime256v1');
  const point = own.generateKeys();
  const text = (bytes: Buffer) => bytes.toString('base64url');

  it('are points of the curve, not packed, in base64url without padding', () => {
    assert.equal(isPublicKey(text(point)), true);
    const beside = Buffer.from(point);
    beside[64] = (beside[64] ?? 0) ^ 1;
    for (const none of [
      ...[text(beside), text(Buffer.alloc(65)), text(Buffer.concat([Buffer.from([4]), Buffer.alloc(64)]))],
      ...[text(point.subarray(1)), text(own.getPublicKey(null, 'compressed')), point.toString('base64'), ''],
      ...[`${text(point)}=`, `${text(point)}A`, ` ${text(point)}`],
    ])
      assert.equal(isPublicKey(none), false, none);
  });

  it('come in pairs', () => {
    const secret = Buffer.concat([Buffer.alloc(32), own.getPrivateKey()]).subarray(-32);
    assert.equal(publicKeyOf(text(secret)), text(point));
    for (const none of [Buffer.alloc(32), Buffer.alloc(32, 255), secret.subarray(1), Buffer.alloc(0)])
      assert.equal(publicKeyOf(text(none)), null);
  });

  it('are as long as they are said to be', () => {
    const sixteen = text(randomBytes(16));
    assert.equal(bytesOf(sixteen, 16)?.length, 16);
    assert.equal(bytesOf(sixteen, 15), null);
    assert.equal(bytesOf(`${sixteen}==`, 16), null);
  });
});
