import assert from 'node:assert/strict';
import { Client } from '@colyseus/sdk';
import { type AuthServer, startAuthServer } from './authServer.ts';

const email = 'ada@example.com';
const password = 'correct horse';

describe("signing in with the SDK's own client", () => {
  let server: AuthServer;
  let client: Client;

  beforeEach(async () => {
    server = await startAuthServer();
    client = new Client(server.url);
  });
  afterEach(async () => {
    await client.auth.signOut(); // the SDK keeps one token for the whole process
    await server.stop();
  });

  it('signs in anonymously with a name', async () => {
    const { user, token } = await client.auth.signInAnonymously({ name: 'Ada' });
    assert.equal(user.name, 'Ada');
    assert.equal(client.auth.token, token);
    assert.deepEqual((await client.auth.getUserData()).user, user);
    assert.deepEqual(await server.auth.authenticate(token), {
      id: user.id,
      tokenVersion: 0,
    });
  });

  it('signs in anonymously without one', async () => {
    assert.match((await client.auth.signInAnonymously()).user.name, /^\w+ \w+ \d\d$/);
  });

  it('keeps the id when a guest registers, and finds it again by the password', async () => {
    const guest = await client.auth.signInAnonymously({ name: 'Ada' });
    const registered = await client.auth.registerWithEmailAndPassword(email, password);
    await client.auth.signOut();
    const back = await client.auth.signInWithEmailAndPassword('ADA@example.com', password);
    const ids = [guest, registered, back].map(({ user }) => user.id);
    assert.deepEqual(ids, [guest.user.id, guest.user.id, guest.user.id]);
    assert.equal(back.user.guest, false);
  });

  it('gets a new id when nobody is signed in', async () => {
    const guest = await client.auth.signInAnonymously({ name: 'Ada' });
    await client.auth.signOut();
    const registered = await client.auth.registerWithEmailAndPassword(email, password, { name: 'Bo' });
    assert.notEqual(registered.user.id, guest.user.id);
    assert.equal(registered.user.name, 'Bo');
  });

  it('is told what went wrong by a code', async () => {
    await client.auth.registerWithEmailAndPassword(email, password);
    await client.auth.signOut();
    const told = (attempt: Promise<unknown>) =>
      attempt.then(
        () => 'done',
        ({ status, message }) => `${status} ${message}`,
      );
    const wrong = client.auth.signInWithEmailAndPassword(email, 'wrong password');
    assert.equal(await told(wrong), '401 invalid_credentials');
    assert.equal(await told(client.auth.signInAnonymously({ name: '' })), '400 invalid_name');
    const taken = client.auth.registerWithEmailAndPassword(email, password);
    assert.equal(await told(taken), '409 email_already_in_use');
    assert.equal(await told(client.auth.sendPasswordResetEmail(email)), '501 not_configured');
  });
});
