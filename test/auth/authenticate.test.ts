import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { TOKEN_LIFE_S } from '../../src/auth/tokens.ts';
import { Problem } from '../../src/lib/problem.ts';
import { type AuthServer, SECRET, startAuthServer } from './authServer.ts';

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token made by hand. */
function forge(payload: object, secret: string, header: object = { alg: 'HS256', typ: 'JWT' }): string {
  const signed = `${base64(header)}.${base64(payload)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

describe('authenticate', () => {
  let server: AuthServer;
  let token: string;
  let claims: Record<string, unknown>;

  beforeEach(async () => {
    server = await startAuthServer();
    const account = await server.accounts.create({ id: '0190d0b8-5a5e-7cc1-b0c5-6d6f4b6f7a01', name: 'Ada' });
    token = await server.auth.issueToken(account);
    claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  });
  afterEach(() => server.stop());

  /** The code with which a token is refused. */
  async function refusal(bearer: string | undefined): Promise<string> {
    try {
      await server.auth.authenticate(bearer);
    } catch (error) {
      assert.ok(error instanceof Problem, String(error));
      assert.equal(error.status, error.code === 'banned' ? 403 : 401);
      return error.code;
    }
    return 'taken';
  }

  it('says who a token is from, and nothing that may change while a socket is open', async () => {
    await server.accounts.update(String(claims.id), { name: 'Countess' });
    assert.deepEqual(await server.auth.authenticate(token), {
      id: claims.id,
      tokenVersion: 0,
    });
  });

  it('misses a token', async () => {
    assert.equal(await refusal(undefined), 'token_missing');
    assert.equal(await refusal(''), 'token_missing');
  });

  it('refuses what we did not sign', async () => {
    assert.equal(await refusal(forge(claims, SECRET)), 'taken');
    assert.equal(await refusal(forge(claims, 'another secret of thirty-two chars')), 'token_invalid');
    assert.equal(await refusal(`${base64({ alg: 'none' })}.${base64(claims)}.`), 'token_invalid');
    assert.equal(await refusal(forge(claims, SECRET, { alg: 'none' })), 'token_invalid');
    assert.equal(await refusal(forge(claims, SECRET, { alg: 'HS512' })), 'token_invalid');
    assert.equal(await refusal(token.replace(/\..*\./, `.${base64({ ...claims, v: 1 })}.`)), 'token_invalid');
    for (const nonsense of ['abc', 'a.b.c', '..', '\0', 'x'.repeat(100_000), ' ']) {
      assert.equal(await refusal(nonsense), 'token_invalid');
    }
  });

  it('refuses what we signed for something else', async () => {
    const { exp, iat } = claims;
    for (const payload of [
      { email: 'ada@example.com', exp, iat },
      { ...claims, id: 7 },
      { ...claims, exp: undefined },
    ]) {
      assert.equal(await refusal(forge(payload, SECRET)), 'token_invalid');
    }
  });

  it('takes a token that has run out from who sits in a match, there alone, unless it is revoked or its player banned', async () => {
    const { authenticateSeated } = server.auth;
    const id = String(claims.id);
    const expired = { status: 401, code: 'token_expired' };
    assert.deepEqual(await authenticateSeated(token, 'm1'), { id, tokenVersion: 0 });
    server.clock.now += TOKEN_LIFE_S * 1000;
    await assert.rejects(authenticateSeated(token), expired);
    server.seats.set(id, 'm1');
    for (const match of ['m1', undefined])
      assert.deepEqual(await authenticateSeated(token, match), { id, tokenVersion: 0, runOut: true });
    await assert.rejects(authenticateSeated(token, 'm2'), expired);
    await assert.rejects(authenticateSeated(forge(claims, 'x'.repeat(32)), 'm1'), { code: 'token_invalid' });
    assert.equal(await refusal(token), 'token_expired');
    await server.accounts.update(id, { bannedUntil: server.clock.now + 1 });
    await assert.rejects(authenticateSeated(token, 'm1'), { code: 'banned' });
    await server.accounts.update(id, { bannedUntil: null, tokenVersion: 1 });
    await assert.rejects(authenticateSeated(token, 'm1'), { code: 'token_revoked' });
  });

  it('knows whose a token is that has run out, and none that is not ours', async () => {
    server.clock.now += TOKEN_LIFE_S * 2000;
    assert.equal(await server.auth.ownerOfToken(token), claims.id);
    await assert.rejects(server.auth.ownerOfToken('abc'), { code: 'token_invalid' });
  });

  it('takes a token for 30 days', async () => {
    server.clock.now += TOKEN_LIFE_S * 1000 - 1;
    assert.equal(await refusal(token), 'taken');
    server.clock.now += 1;
    assert.equal(await refusal(token), 'token_expired');
  });

  it('refuses a token once it is revoked, or its account is gone', async () => {
    await server.accounts.update(String(claims.id), { tokenVersion: 1 });
    assert.equal(await refusal(token), 'token_revoked');
    const stranger = { ...claims, id: '0190d0b8-5a5e-7cc1-b0c5-6d6f4b6f7a02' };
    assert.equal(await refusal(forge(stranger, SECRET)), 'token_revoked');
  });

  it('refuses the banned while the ban lasts', async () => {
    await server.accounts.update(String(claims.id), { bannedUntil: server.clock.now + 1 });
    assert.equal(await refusal(token), 'banned');
    server.clock.now += 1;
    assert.equal(await refusal(token), 'taken');
  });

  it('checks again who was let in: not the revoked, the banned and those who are gone', async () => {
    const id = String(claims.id);
    const check = (player: string, version?: number) =>
      server.auth.mayPlay(player, version).then(
        () => 'stays',
        (error: Problem) => error.code,
      );
    assert.equal(await check(id, 0), 'stays');
    assert.equal(await check('0190d0b8-5a5e-7cc1-b0c5-6d6f4b6f7a02', 0), 'token_revoked');
    await server.accounts.update(id, { tokenVersion: 1 });
    assert.deepEqual([await check(id, 0), await check(id, 1)], ['token_revoked', 'stays']);
    assert.equal(await check(id), 'stays', 'of a session without a version');
    await server.accounts.update(id, { bannedUntil: server.clock.now + 1 });
    assert.equal(await check(id, 1), 'banned');
    await server.accounts.remove(id);
    assert.equal(await check(id), 'token_revoked', 'whose account is gone');
  });
});
