import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ConfigError, readConfig, settings } from '../src/config.ts';
import { vapidKeys } from './push/support/pushService.ts';

const strong = { JWT_SECRET: 'q8Zr2LmX0vTn5KdW7yHb3CjF9sGa1Pe4', OPERATOR_PASSWORD: 'wK3-bQ8-zN5-uY' };

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
  return [];
}

describe('config', () => {
  it('runs a laptop from an empty environment', () => {
    const config = readConfig({});
    assert.equal(config.port, 2567);
    assert.equal(config.databaseUrl, undefined);
    assert.equal(config.production, false);
    assert.ok(Object.isFrozen(config));
  });

  it('takes an empty variable for one that is not set', () => {
    assert.equal(readConfig({ PORT: '', DATABASE_URL: '' }).port, 2567);
  });

  it('lists every problem at once, by the name of its variable', () => {
    const problems = problemsOf({
      NODE_ENV: 'production',
      PORT: '99999',
      DATABASE_URL: 'mysql://somewhere',
      REDIS_URL: 'nonsense',
      LOG_LEVEL: 'loud',
      ALLOWED_ORIGINS: 'https://ok.example,not-an-origin',
      OPERATOR_PASSWORD: 'short',
    });
    const names = problems.map((problem) => problem.split(':')[0]).sort();
    assert.deepEqual(names, [
      'ALLOWED_ORIGINS',
      'DATABASE_URL',
      'JWT_SECRET',
      'LOG_LEVEL',
      'OPERATOR_PASSWORD',
      'PORT',
      'REDIS_URL',
    ]);
  });

  it('takes origins of native shells, in small letters, and no pattern', () => {
    const given =
      'capacitor://localhost, IONIC://localhost tauri://localhost,App://Parlor http://tauri.localhost';
    assert.deepEqual(readConfig({ ALLOWED_ORIGINS: given }).allowedOrigins, [
      'capacitor://localhost',
      'ionic://localhost',
      'tauri://localhost',
      'app://parlor',
      'http://tauri.localhost',
    ]);
    for (const wrong of [
      'null',
      '*',
      'https://*.example',
      'https://a.example/',
      'file://',
      'file://localhost',
    ]) {
      assert.deepEqual(problemsOf({ ALLOWED_ORIGINS: wrong }), [
        'ALLOWED_ORIGINS: is not scheme://host[:port]',
      ]);
    }
  });

  it('refuses weak secrets in production, and only there', () => {
    const weak = { JWT_SECRET: 'a'.repeat(64), OPERATOR_PASSWORD: 'password-password' };
    assert.deepEqual(
      problemsOf({ NODE_ENV: 'production', ...weak }).map((p) => p.split(':')[0]),
      ['JWT_SECRET', 'OPERATOR_PASSWORD'],
    );
    assert.deepEqual(problemsOf(weak), []);
    assert.deepEqual(problemsOf({ NODE_ENV: 'production', ...strong }), []);
  });

  it('takes a secret of its own for what is sealed, and former ones', () => {
    const own = {
      SEALING_SECRET: 'p9Zr2LmX0vTn5KdW7yHb3CjF9sGa1Pe4',
      SEALING_SECRETS_OLD: 'one, two,,three',
    };
    const config = readConfig({ NODE_ENV: 'production', ...strong, ...own });
    assert.equal(config.sealingSecret, own.SEALING_SECRET);
    assert.deepEqual(config.oldSealingSecrets, ['one', 'two', 'three']);
    assert.deepEqual(readConfig({}).oldSealingSecrets, []);
    assert.equal(readConfig({}).sealingSecret, undefined);
    const weak = problemsOf({ NODE_ENV: 'production', ...strong, SEALING_SECRET: 'short' });
    assert.deepEqual(weak, ['SEALING_SECRET: is too short: at least 32 characters are needed']);
    assert.match(String(problemsOf({ SEALING_SECRET: 'a,b' })), /^SEALING_SECRET: has a comma/);
  });

  it('tells browsers in the name of a pair of keys, or not at all', () => {
    const { publicKey, privateKey, subject } = vapidKeys();
    const given = { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: subject };
    assert.equal(readConfig({}).vapid, undefined);
    assert.deepEqual(readConfig(given).vapid, { publicKey, privateKey, subject });
    for (const name of Object.keys(given))
      assert.deepEqual(problemsOf({ ...given, [name]: '' }), [
        `${name}: is required with the other VAPID_ variables`,
      ]);
    assert.deepEqual(problemsOf({ ...given, VAPID_PRIVATE_KEY: vapidKeys().privateKey }), [
      'VAPID_PRIVATE_KEY: does not belong to VAPID_PUBLIC_KEY',
    ]);
    assert.deepEqual(
      problemsOf({
        ...{ VAPID_PUBLIC_KEY: privateKey, VAPID_PRIVATE_KEY: 'x', VAPID_SUBJECT: 'operator@example.com' },
      }),
      [
        'VAPID_PUBLIC_KEY: is no public key of P-256 in base64url',
        'VAPID_PRIVATE_KEY: is no private key of P-256 in base64url',
        'VAPID_SUBJECT: is no mailto: or https: address',
      ],
    );
  });

  it('wants what several processes have in common, and a mode that exists', () => {
    const redis = { REDIS_URL: 'redis://127.0.0.1:6379' };
    assert.deepEqual(
      problemsOf({ ...redis, PORT: '0' }).map((p) => p.split(':')[0]),
      ['DATABASE_URL', 'JWT_SECRET', 'PORT'],
    );
    assert.deepEqual(problemsOf({ ...redis, DATABASE_URL: 'postgres://db/parlor', JWT_SECRET: 'any' }), []);
    assert.deepEqual(
      problemsOf({ NODE_ENV: 'prod' }).map((p) => p.split(':')[0]),
      ['NODE_ENV'],
    );
  });

  it('is told in the README, every variable with its default', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    for (const [name, setting] of Object.entries(settings)) {
      assert.ok(readme.includes(`| \`${name}\` |`), `${name} is missing from the table`);
      assert.ok(readme.includes(setting.description ?? '?'), `${name} is described otherwise`);
    }
  });
});
