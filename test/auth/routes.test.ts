import assert from 'node:assert/strict';
import { Hash, JWT } from '@colyseus/auth';
import { logger } from '@colyseus/core';
import { spy, stub } from 'sinon';
import { checkName } from '../../src/players/names.ts';
import { faceOf } from '../../src/protocol/face.ts';
import { type Answer, type AuthServer, startAuthServer } from './authServer.ts';

const ada = { email: 'Ada@Example.com', password: 'correct horse' };

/** What went wrong, after a check that it is told as a problem and in the way that the SDK reads. */
function failure({ status, type, body }: Answer): [number, string] {
  assert.equal(type, 'application/problem+json');
  assert.equal(body.error, body.code);
  return [status, body.code];
}

describe('signing in over HTTP', () => {
  let server: AuthServer;

  beforeEach(async () => {
    server = await startAuthServer();
  });
  afterEach(() => server.stop());

  const claimsOf = ({ body }: Answer) => JWT.decode(body.token) as Record<string, unknown>;

  describe('as a guest', () => {
    it('makes a guest with the face that was chosen, if it is one', async () => {
      const made = await server.post('/auth/anonymous', { options: { face: 'star-plum-hat' } });
      assert.deepEqual([made.status, made.body.user.face], [200, 'star-plum-hat']);
      const wrong = await server.post('/auth/anonymous', { options: { face: 'fox' } });
      assert.deepEqual([wrong.status, wrong.body.code], [400, 'invalid_request']);
    });

    it('makes an account with the chosen name, and a token that says no more than it must', async () => {
      const answer = await server.post('/auth/anonymous', { options: { name: '  Ada ' } });
      const { user } = answer.body;
      const iat = server.clock.now / 1000;
      assert.equal(answer.status, 200);
      assert.deepEqual(user, {
        id: user.id,
        name: 'Ada',
        face: faceOf(user.id),
        guest: true,
        sockets: true,
        email: null,
      });
      assert.deepEqual(claimsOf(answer), {
        id: user.id,
        name: 'Ada',
        guest: true,
        v: 0,
        iat,
        exp: iat + 30 * 24 * 60 * 60,
      });
      assert.equal((await server.accounts.byId(user.id))?.name, 'Ada');
    });

    it('makes up a name for who chose none', async () => {
      for (const body of [{}, { options: {} }, { options: { name: null } }]) {
        const answer = await server.post('/auth/anonymous', body);
        assert.equal(checkName(answer.body.user.name), answer.body.user.name);
      }
    });

    it('lets no option into account or token', async () => {
      const victim = (await server.post('/auth/anonymous', {})).body.user;
      const options = {
        name: 'Eve',
        id: victim.id,
        v: 9,
        tokenVersion: 9,
        guest: false,
        sessionId: 'abc',
        admin: true,
        upgradingToken: { id: victim.id },
        password: 'x',
        __proto__: { id: victim.id },
      };
      const answer = await server.post('/auth/anonymous', { options, id: victim.id, token: 'x' });
      assert.deepEqual(Object.keys(claimsOf(answer)).sort(), ['exp', 'guest', 'iat', 'id', 'name', 'v']);
      assert.deepEqual(claimsOf(answer).v, 0);
      assert.notEqual(answer.body.user.id, victim.id);
      assert.equal((await server.accounts.byId(answer.body.user.id))?.tokenVersion, 0);
    });

    it('refuses a name that cannot be', async () => {
      for (const name of ['', '   ', 'a\u0000b', 'x'.repeat(25), 'fuck you', 7, {}, ['Ada']]) {
        const answer = await server.post('/auth/anonymous', { options: { name } });
        assert.deepEqual(failure(answer), [400, 'invalid_name'], JSON.stringify(name));
      }
    });

    it('refuses a body that cannot be', async () => {
      const post = async (body: unknown) => (await server.post('/auth/anonymous', body)).status;
      assert.equal(await post('{"options":'), 400);
      assert.equal(await post([]), 400);
      assert.equal(await post({ options: 'x' }), 400);
      assert.equal(await post({ options: { name: 'x'.repeat(20_000) } }), 413);
    });
  });

  describe('by registering', () => {
    it('makes an account, under an e-mail in any case', async () => {
      const answer = await server.post('/auth/register', { ...ada, options: { name: 'Ada' } });
      const { user } = answer.body;
      assert.equal(answer.status, 200);
      assert.deepEqual(user, {
        id: user.id,
        name: 'Ada',
        face: faceOf(user.id),
        guest: false,
        email: 'ada@example.com',
        sockets: true,
      });
      assert.equal(claimsOf(answer).guest, false);
      const login = await server.post('/auth/login', { ...ada, email: 'ADA@example.COM' });
      assert.deepEqual(login.body.user, user);
      assert.equal(claimsOf(login).id, user.id);
    });

    it('keeps the id and the name of a guest, whose token works on', async () => {
      const guest = (await server.post('/auth/anonymous', { options: { name: 'Ada' } })).body;
      const { user } = (await server.post('/auth/register', ada, guest.token)).body;
      assert.deepEqual(user, {
        id: guest.user.id,
        name: 'Ada',
        face: faceOf(guest.user.id),
        guest: false,
        email: 'ada@example.com',
        sockets: true,
      });
      assert.deepEqual(await server.auth.authenticate(guest.token), {
        id: user.id,
        tokenVersion: 0,
      });
    });

    it('takes no word but a token for who the guest is', async () => {
      const guest = (await server.post('/auth/anonymous', { options: { name: 'Ada' } })).body.user;
      const options = { upgradingToken: { id: guest.id, v: 0 }, upgrading: { id: guest.id }, name: 'Eve' };
      const { user } = (await server.post('/auth/register', { ...ada, options })).body;
      assert.notEqual(user.id, guest.id);
      assert.equal((await server.accounts.byId(guest.id))?.email, null);
    });

    it('refuses who is registered already', async () => {
      const { token } = (await server.post('/auth/register', ada)).body;
      const again = await server.post('/auth/register', { ...ada, email: 'other@example.com' }, token);
      assert.deepEqual(failure(again), [409, 'already_registered']);
    });

    it('refuses an e-mail twice, also of two at once', async () => {
      const answers = await Promise.all([1, 2].map(() => server.post('/auth/register', ada)));
      const [first, second] = answers.sort((a, b) => a.status - b.status) as [Answer, Answer];
      assert.equal(first.status, 200);
      assert.deepEqual(failure(second), [409, 'email_already_in_use']);
      const third = await server.post('/auth/register', { ...ada, email: 'ADA@EXAMPLE.COM' });
      assert.deepEqual(failure(third), [409, 'email_already_in_use']);
    });

    it('refuses what is no e-mail, a password too short or too long, and a bad name', async () => {
      const register = async (change: object) =>
        failure(await server.post('/auth/register', { ...ada, ...change }));
      assert.deepEqual(await register({ email: 'ada' }), [400, 'email_malformed']);
      assert.deepEqual(await register({ email: `${'a'.repeat(250)}@example.com` }), [400, 'email_malformed']);
      assert.deepEqual(await register({ password: '1234567' }), [400, 'password_too_short']);
      assert.deepEqual(await register({ password: 'x'.repeat(129) }), [400, 'password_too_long']);
      assert.deepEqual(await register({ password: 12345678 }), [400, 'invalid_request']);
      assert.deepEqual(await register({ options: { name: 'x'.repeat(25) } }), [400, 'invalid_name']);
    });

    it('takes a password by what it reads, however it was composed', async () => {
      const login = (password: string) => server.post('/auth/login', { email: ada.email, password });
      await server.post('/auth/register', { ...ada, password: 'Zoe\u0308 und A\u030Asa' });
      for (const same of ['Zoë und Åsa', 'Ｚoë\u00A0und Åsa'])
        assert.equal((await login(same)).status, 200, same);
      for (const other of ['Zoe und Asa', 'zoë und åsa', 'Zoë und Åsa ']) {
        assert.deepEqual(failure(await login(other)), [401, 'invalid_credentials'], other);
      }
      const short = await server.post('/auth/register', {
        email: 'b@example.com',
        password: 'e\u0301'.repeat(7),
      });
      assert.deepEqual(failure(short), [400, 'password_too_short']);
      const control = await server.post('/auth/register', { email: 'b@example.com', password: '12345678\0' });
      assert.deepEqual(failure(control), [400, 'password_malformed']);
    });

    it('lets in by a hash of before, made of the password as it was written', async () => {
      const written = 'Zoe\u0308 und Åsa';
      const { user } = (await server.post('/auth/register', ada)).body;
      await server.accounts.update(user.id, { passwordHash: await Hash.make(written) });
      assert.equal((await server.post('/auth/login', { email: ada.email, password: written })).status, 200);
    });

    it('knows an address whatever the keyboard put around it', async () => {
      await server.post('/auth/register', { ...ada, email: ` ${ada.email.toUpperCase()}\u200F ` });
      const wide = ada.email.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
      assert.equal((await server.post('/auth/login', { ...ada, email: wide })).status, 200);
      const again = await server.post('/auth/register', { ...ada, email: wide });
      assert.deepEqual(failure(again), [409, 'email_already_in_use']);
    });

    it('says so before a guest is called something else', async () => {
      const guest = (await server.post('/auth/anonymous', { options: { name: 'Gus' } })).body;
      await server.post('/auth/register', { ...ada, options: { name: 'Ada' } }, guest.token);
      assert.deepEqual(server.renamed, [{ id: guest.user.id, name: 'Ada' }]);
    });

    it('refuses a token that does not hold', async () => {
      const guest = (await server.post('/auth/anonymous', {})).body;
      await server.accounts.update(guest.user.id, { tokenVersion: 1 });
      assert.deepEqual(failure(await server.post('/auth/register', ada, guest.token)), [
        401,
        'token_revoked',
      ]);
      assert.deepEqual(failure(await server.post('/auth/register', ada, 'abc')), [401, 'token_invalid']);
      assert.equal(await server.accounts.byEmail(ada.email), null);
    });
  });

  describe('with a password', () => {
    beforeEach(async () => {
      await server.post('/auth/register', ada);
    });

    it('answers a wrong password and an unknown e-mail alike, after the same work', async () => {
      const verify = spy(Hash, 'verify');
      const wrong = await server.post('/auth/login', { ...ada, password: 'wrong' });
      const unknown = await server.post('/auth/login', { ...ada, email: 'nobody@example.com' });
      verify.restore();
      assert.deepEqual(failure(wrong), [401, 'invalid_credentials']);
      assert.deepEqual(unknown.body, wrong.body);
      assert.equal(verify.callCount, 2);
      for (const { args } of verify.getCalls())
        assert.match(args[1] ?? '', /^scrypt\$[0-9a-f]{32}\$[0-9a-f]{128}$/);
    });

    it('prints nothing about it', async () => {
      const outlets = [...new Set([console, logger as Console])];
      const printers = outlets.flatMap((outlet) => [
        stub(outlet, 'error'),
        stub(outlet, 'warn'),
        stub(outlet, 'info'),
        stub(outlet, 'debug'),
      ]);
      await server.post('/auth/login', { ...ada, password: 'wrong' });
      await server.post('/auth/register', ada);
      await server.post('/auth/anonymous', { options: { name: '' } });
      const printed = printers.flatMap(({ args }) => args);
      for (const printer of printers) printer.restore();
      assert.deepEqual(printed, []);
    });

    it('refuses a password that nobody can have, unread', async () => {
      const verify = spy(Hash, 'verify');
      const answer = await server.post('/auth/login', { ...ada, password: 'x'.repeat(5000) });
      verify.restore();
      assert.deepEqual(failure(answer), [400, 'invalid_request']);
      assert.equal(verify.callCount, 0);
    });

    it('refuses a guest, who has none', async () => {
      await server.post('/auth/anonymous', { options: { name: 'Bo' } });
      assert.deepEqual(failure(await server.post('/auth/login', { email: '', password: '' })), [
        401,
        'invalid_credentials',
      ]);
    });
  });

  it('is refused to the banned, with the reason, until the ban ends', async () => {
    const { user, token } = (await server.post('/auth/register', ada)).body;
    const bannedUntil = server.clock.now + 60_000;
    await server.accounts.update(user.id, { bannedUntil, banReason: 'cheating' });
    const login = await server.post('/auth/login', ada);
    const userdata = await server.get('/auth/userdata', token);
    for (const answer of [login, userdata]) {
      assert.deepEqual(failure(answer), [403, 'banned']);
      assert.equal(answer.body.reason, 'cheating');
      assert.equal(answer.body.until, new Date(bannedUntil).toISOString());
    }
    const guest = (await server.post('/auth/anonymous', {})).body;
    await server.accounts.update(guest.user.id, { bannedUntil });
    const upgrade = await server.post('/auth/register', { ...ada, email: 'b@example.com' }, guest.token);
    assert.deepEqual(failure(upgrade), [403, 'banned']);
    server.clock.now = bannedUntil;
    assert.equal((await server.post('/auth/login', ada)).status, 200);
    assert.equal((await server.get('/auth/userdata', token)).status, 200);
  });

  it('lasts as long as one comes back: a visit gives a longer token once a day of the old one is gone', async () => {
    const { token, user } = (await server.post('/auth/anonymous', { options: { name: 'Ada' } })).body;
    const day = 24 * 60 * 60_000;
    server.clock.now += day - 1000;
    assert.equal('token' in (await server.get('/auth/userdata', token)).body, false);
    server.clock.now += 1000;
    let latest = token;
    for (let visits = 0; visits < 4; visits++) {
      const { body } = await server.get('/auth/userdata', latest);
      assert.notEqual(body.token, latest);
      latest = body.token;
      assert.deepEqual(body.user, user);
      server.clock.now += 29 * day;
    }
    assert.equal((await server.auth.authenticate(latest)).id, user.id);
    assert.equal((await server.get('/auth/userdata', token)).status, 401);
  });

  it('is told who one is by userdata', async () => {
    const { user, token } = (await server.post('/auth/anonymous', { options: { name: 'Ada' } })).body;
    await server.accounts.update(user.id, { name: 'Countess' });
    assert.deepEqual((await server.get('/auth/userdata', token)).body, {
      user: { ...user, name: 'Countess' },
    });
    assert.deepEqual(failure(await server.get('/auth/userdata')), [401, 'token_missing']);
    assert.deepEqual(failure(await server.get('/auth/userdata', 'abc')), [401, 'token_invalid']);
  });

  it('says that passwords cannot be reset here, instead of pretending', async () => {
    const answers = [
      await server.post('/auth/forgot-password', { email: ada.email }),
      await server.get('/auth/reset-password?token=abc'),
      await server.post('/auth/reset-password', { token: 'abc', password: 'correct horse' }),
      await server.get('/auth/confirm-email'),
    ];
    for (const answer of answers) assert.deepEqual(failure(answer), [501, 'not_configured']);
  });

  it('has no other routes', async () => {
    for (const path of ['/auth', '/auth/provider/discord', '/auth/nothing']) {
      assert.equal((await server.get(path)).body.code, 'not_found');
    }
  });

  it('is a failure of ours when the store fails, and tells nothing of it', async () => {
    const failing = stub(server.accounts, 'create').rejects(new Error('relation "players" is gone'));
    const answers = [await server.post('/auth/anonymous', {}), await server.post('/auth/register', ada)];
    failing.restore();
    for (const { status, body } of answers) {
      assert.deepEqual([status, body.code], [500, 'internal']);
      assert.ok(!JSON.stringify(body).includes('relation'));
    }
  });
});
