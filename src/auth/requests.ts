import { z } from 'zod';
import { Problem } from '../lib/problem.ts';
import { normalEmail, normalPassword } from '../lib/text/credentials.ts';
import { isStorableText } from '../lib/text/storable.ts';
import { face } from '../protocol/shapes.ts';

/** What `@colyseus/auth` lets through: options of any kind. Ours know a name, and the face of a new guest. */
const options = z.object({ name: z.unknown(), face }).partial().optional();

/** The longest address that mail can be sent to. */
const MAX_EMAIL = 254;
const MIN_PASSWORD = 8;
/** scrypt reads all of it. */
const MAX_PASSWORD = 128;
/** What is read of a request at all: composed, it may be shorter. */
const MAX_WRITTEN = 1000;

const anonymous = z.object({ options }).optional();

const email = z.string().max(MAX_WRITTEN, 'email_malformed').transform(normalEmail);

const registration = z.object({
  email: email.pipe(z.email('email_malformed').max(MAX_EMAIL, 'email_malformed')),
  password: z
    .string()
    .max(MAX_WRITTEN, 'password_too_long')
    .refine((written) => !/[\p{Cc}\p{Cs}]/u.test(written), 'password_malformed')
    .transform(normalPassword)
    .refine((password) => [...password].length >= MIN_PASSWORD, 'password_too_short')
    .refine((password) => [...password].length <= MAX_PASSWORD, 'password_too_long'),
  options,
});

/** No shape of address or password is told from another: whatever cannot be right is simply wrong. */
const login = z.object({
  // What no store can look for is nobody's, as any other.
  email: z
    .string()
    .max(MAX_WRITTEN)
    .transform((written) => (isStorableText(written) ? normalEmail(written) : '')),
  password: z.string().max(MAX_WRITTEN),
});

const MESSAGES: Record<string, string> = {
  email_malformed: 'This is no e-mail address.',
  password_malformed: 'A password has no control characters.',
  password_too_short: `A password needs at least ${MIN_PASSWORD} characters.`,
  password_too_long: `A password has at most ${MAX_PASSWORD} characters.`,
};

/** The name somebody chose, unchecked, and the face; undefined for none. @throws Problem 400 `invalid_request` */
export function readAnonymous(body: unknown): { name: unknown; face: string | undefined } {
  const { name, face } = read(anonymous, body)?.options ?? {};
  return { name: name ?? undefined, face };
}

/**
 * @throws Problem 400 `email_malformed`, `password_malformed`, `password_too_short`, `password_too_long`,
 * `invalid_request`
 */
export function readRegistration(body: unknown): { email: string; password: string; name: unknown } {
  const { email, password, options } = read(registration, body);
  return { email, password, name: options?.name ?? undefined };
}

/** The password is as it was written. @throws Problem 400 `invalid_request` */
export function readLogin(body: unknown): { email: string; password: string } {
  return read(login, body);
}

function read<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const message = issue && MESSAGES[issue.message];
  if (issue && message) throw new Problem(400, issue.message, message);
  throw new Problem(400, 'invalid_request', `${issue?.path.join('.') || 'body'}: ${issue?.message}`);
}
