import { resolve } from 'node:path';
import { z } from 'zod';
import { originOf } from './lib/origin.ts';
import { isPublicKey, publicKeyOf } from './lib/p256.ts';

/** Everything the environment decides. Frozen; see `settings` for what each field means. */
export type Config = Readonly<{
  production: boolean;
  port: number;
  /** The interface to listen on; other processes reach this one there. */
  host: string;
  /** Undefined: the embedded Postgres under `dataDir`. */
  databaseUrl: string | undefined;
  /** Undefined: one process, shared state in memory. */
  redisUrl: string | undefined;
  /** Of every key of ours in Redis. */
  redisPrefix: string;
  /** Undefined outside production: one is made and kept under `dataDir`. */
  jwtSecret: string | undefined;
  /** What is secret in running matches is sealed under it. Undefined: under `jwtSecret`. */
  sealingSecret: string | undefined;
  /** What was sealed under these is still opened. */
  oldSealingSecrets: readonly string[];
  /** Undefined: what needs an operator is switched off. */
  operatorPassword: string | undefined;
  /** Undefined: browsers are told nothing while the page is closed. */
  vapid: Readonly<{ publicKey: string; privateKey: string; subject: string }> | undefined;
  /** host[:port][/path] under which clients reach this process, when it is not the one they asked. */
  publicAddress: string | undefined;
  region: string;
  logLevel: (typeof LOG_LEVELS)[number];
  dataDir: string;
  /** Other sites whose pages may call us. */
  allowedOrigins: readonly string[];
  /** How many times the usual budget a player and an address have. */
  rateLimitFactor: number;
  /** How long a round of the button goes on without a push, in seconds. */
  buttonCountdownS: number;
  /** Whether the page shows a table of bots, played by itself, where nobody plays. */
  attractTable: boolean;
  /** When all cards of a hand of hold'em are told: once the match is over, or as soon as the hand is. */
  holdemReveal: 'match' | 'hand';
  /** The share of players who are told to play over sockets, in percent; the others play over HTTP. */
  socketsPercent: number;
  /** Believe `X-Forwarded-For`: only behind a proxy that sets it. */
  trustProxy: boolean;
}>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const MIN_SECRET = 32;
const MIN_PASSWORD = 12;

const ENVIRONMENTS = ['production', 'development', 'test'];

const url = (protocols: RegExp) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.test(text), { error: 'is not such an address' });

/** `scheme://host[:port]`, as browsers and native shells send it. There is no pattern, and nobody is `null`. */
const origins = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .pipe(
    z.array(
      z.string().transform((given, context) => {
        const origin = originOf(given);
        if (origin === null) context.addIssue({ code: 'custom', message: 'is not scheme://host[:port]' });
        return origin ?? given;
      }),
    ),
  );

const secrets = z.string().transform((text) =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean),
);

/** Every variable: how it is read, and what the table in the README says of it. A test compares the two. */
export const settings = {
  PORT: z.coerce
    .number({ error: 'is not a number' })
    .int()
    .min(0)
    .max(65535)
    .default(2567)
    .describe('port to listen on'),
  HOST: z
    .string()
    .min(1)
    .default('0.0.0.0')
    .describe('interface to listen on; with Redis, where other processes reach this one'),
  DATABASE_URL: url(/^postgres(ql)?:/)
    .optional()
    .describe('Postgres; without it the embedded one is used'),
  REDIS_URL: url(/^rediss?:/)
    .optional()
    .describe('Redis, for several processes; needs DATABASE_URL, JWT_SECRET and a fixed PORT'),
  REDIS_PREFIX: z
    .string()
    .max(64)
    .default('parlor:')
    .describe('what names of Parlor’s keys in Redis begin with'),
  JWT_SECRET: z.string().optional().describe('signs players’ tokens; at least 32 characters in production'),
  SEALING_SECRET: z
    .string()
    .regex(/^[^,]*$/, { error: 'has a comma: it could not be named in SEALING_SECRETS_OLD later' })
    .optional()
    .describe(
      'seals what is secret in running matches; at least 32 characters in production. JWT_SECRET by default',
    ),
  SEALING_SECRETS_OLD: secrets
    .default([])
    .describe('former SEALING_SECRETs, separated by commas: what was sealed under them is still opened'),
  OPERATOR_PASSWORD: z
    .string()
    .optional()
    .describe('of the user `operator`; at least 12 characters in production'),
  VAPID_PUBLIC_KEY: z
    .string()
    .refine(isPublicKey, { error: 'is no public key of P-256 in base64url' })
    .optional()
    .describe(
      'names this server to browsers’ push services; without it nothing is told while the page is closed',
    ),
  VAPID_PRIVATE_KEY: z
    .string()
    .refine((text) => publicKeyOf(text) !== null, { error: 'is no private key of P-256 in base64url' })
    .optional()
    .describe('belongs to VAPID_PUBLIC_KEY'),
  VAPID_SUBJECT: z
    .string()
    .max(200)
    .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, { error: 'is no mailto: or https: address' })
    .optional()
    .describe(
      '`mailto:` or `https:` address where push services reach the operator; needed with VAPID_PUBLIC_KEY',
    ),
  PUBLIC_ADDRESS: z
    .string()
    .regex(/^[\w.[\]-]+(:\d+)?(\/[\w./-]*)?$/, { error: 'is not host[:port][/path], without a protocol' })
    .optional()
    .describe('host[:port][/path] at which clients reach this process'),
  REGION: z.string().min(1).max(32).default('local').describe('name of the region this process runs in'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info').describe('how much is logged'),
  PARLOR_DATA_DIR: z.string().min(1).default('.parlor').describe('folder of the embedded Postgres'),
  ALLOWED_ORIGINS: origins
    .default([])
    .describe('other origins whose pages may call the API, separated by commas'),
  RATE_LIMIT_FACTOR: z.coerce
    .number()
    .min(0.01)
    .max(100_000)
    .default(1)
    .describe(
      'times the usual budget of players and addresses: more where many share an address, and for load tests',
    ),
  BUTTON_COUNTDOWN_S: z.coerce
    .number({ error: 'is not a number' })
    .int()
    .min(1)
    .max(86_400)
    .default(60)
    .describe('seconds that a round of the button goes on without a push; the same for all processes'),
  ATTRACT_TABLE: z
    .enum(['true', 'false'])
    .default('true')
    .describe('`false`: the first page shows no table of bots where nobody plays'),
  HOLDEM_REVEAL: z
    .enum(['match', 'hand'])
    .default('match')
    .describe(
      'when all cards of a hand of hold’em are told: once the match is over, or (`hand`) as soon as the hand is, mucked ones as well',
    ),
  SOCKETS_PERCENT: z.coerce
    .number({ error: 'is not a number' })
    .min(0)
    .max(100)
    .default(100)
    .describe('share of players, the same ones each time, who play over sockets; the others play over HTTP'),
  TRUST_PROXY: z
    .enum(['true', 'false'])
    .default('false')
    .describe('`true` behind a proxy that sets X-Forwarded-For'),
} as const;

/** The environment is wrong. The message lists every problem, one a line. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration is wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads the configuration from an environment.
 * @throws ConfigError with every problem at once
 */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  // An empty variable is one that is not set: that is how compose files and shells leave them.
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const production = set.NODE_ENV === 'production';
  const parsed = z.object(settings).safeParse(set);
  const problems = parsed.success ? [] : parsed.error.issues.map((i) => `${String(i.path[0])}: ${i.message}`);
  if (set.NODE_ENV !== undefined && !ENVIRONMENTS.includes(set.NODE_ENV))
    problems.push(`NODE_ENV: is one of ${ENVIRONMENTS.join(', ')}, or not set`);
  if (production) {
    const secret = weakness(set.JWT_SECRET, MIN_SECRET);
    if (secret) problems.push(`JWT_SECRET: ${secret}`);
    const sealing = set.SEALING_SECRET && weakness(set.SEALING_SECRET, MIN_SECRET);
    if (sealing) problems.push(`SEALING_SECRET: ${sealing}`);
    const password = weakness(set.OPERATOR_PASSWORD, MIN_PASSWORD);
    if (password) problems.push(`OPERATOR_PASSWORD: ${password}`);
  }
  if (set.REDIS_URL) {
    for (const name of ['DATABASE_URL', 'JWT_SECRET']) {
      if (!set[name] && !problems.some((problem) => problem.startsWith(name)))
        problems.push(`${name}: is required with REDIS_URL, the same for all processes`);
    }
    if (Number(set.PORT) === 0) problems.push('PORT: is to be known to other processes with REDIS_URL');
  }
  problems.push(...vapidProblems(set));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const env = parsed.data;
  return Object.freeze({
    production,
    port: env.PORT,
    host: env.HOST,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    redisPrefix: env.REDIS_PREFIX,
    jwtSecret: env.JWT_SECRET,
    sealingSecret: env.SEALING_SECRET,
    oldSealingSecrets: Object.freeze(env.SEALING_SECRETS_OLD),
    operatorPassword: env.OPERATOR_PASSWORD,
    vapid: vapidOf(env),
    publicAddress: env.PUBLIC_ADDRESS,
    region: env.REGION,
    logLevel: env.LOG_LEVEL,
    dataDir: resolve(env.PARLOR_DATA_DIR),
    allowedOrigins: Object.freeze(env.ALLOWED_ORIGINS),
    rateLimitFactor: env.RATE_LIMIT_FACTOR,
    buttonCountdownS: env.BUTTON_COUNTDOWN_S,
    attractTable: env.ATTRACT_TABLE === 'true',
    holdemReveal: env.HOLDEM_REVEAL,
    socketsPercent: env.SOCKETS_PERCENT,
    trustProxy: env.TRUST_PROXY === 'true',
  });
}

const VAPID = ['VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY', 'VAPID_SUBJECT'] as const;

/** All of them are there, or none; and the keys are a pair. */
function vapidProblems(set: Record<string, string | undefined>): string[] {
  const missing = VAPID.filter((name) => !set[name]);
  if (missing.length === VAPID.length) return [];
  const { VAPID_PUBLIC_KEY: own, VAPID_PRIVATE_KEY: secret = '' } = set;
  const given = publicKeyOf(secret);
  return [
    ...missing.map((name) => `${name}: is required with the other VAPID_ variables`),
    ...(own && given && given !== own ? ['VAPID_PRIVATE_KEY: does not belong to VAPID_PUBLIC_KEY'] : []),
  ];
}

function vapidOf(env: Partial<Record<(typeof VAPID)[number], string | undefined>>): Config['vapid'] {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: subject } = env;
  return publicKey && privateKey && subject ? Object.freeze({ publicKey, privateKey, subject }) : undefined;
}

/** Why a secret must not be used in production, or nothing. */
function weakness(secret: string | undefined, min: number): string | undefined {
  if (!secret) return 'is required in production';
  if (secret.length < min) return `is too short: at least ${min} characters are needed`;
  if (new Set(secret).size < 8) return 'repeats too few characters';
  if (/^(change|secret|password|example|parlor)/i.test(secret)) return 'is one that anybody would try';
  return undefined;
}
