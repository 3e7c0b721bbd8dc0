import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** The first byte of everything sealed: no text begins with it. */
const FORMAT = 1;
const ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + ID_BYTES;
const CIPHER = 'aes-256-gcm';
/** A match has hundreds of entries: the keys of so many subjects are derived once. */
const KEPT_KEYS = 2000;

/** It was sealed under a key that is not known here. Its id tells which, and nothing of it. */
export class UnknownKey extends Error {
  readonly keyId: string;

  constructor(keyId: string) {
    super(`it is sealed under the key ${keyId}, which is not known here`);
    this.name = 'UnknownKey';
    this.keyId = keyId;
  }
}

/** Node takes keys as objects several times as fast as it takes their bytes. */
interface Key {
  id: Buffer;
  key: KeyObject;
  /** What is derived from it, by subject, oldest first. */
  derived: Map<string, KeyObject>;
}

interface Secrets {
  current: string;
  /** These only open. */
  old?: readonly string[];
}

/**
 * Seals bytes, so that who has them cannot read them, change them, or pass them off as something else:
 * format (1 byte), key id (4), nonce (12), what is sealed, tag (16). AES-256-GCM; every subject has a key of its own,
 * so random nonces do not run out.
 */
export class Sealer {
  readonly #current: Key;
  readonly #keys: ReadonlyMap<string, Key>;

  constructor({ current, old = [] }: Secrets) {
    this.#current = keyOf(current);
    this.#keys = new Map([this.#current, ...old.map(keyOf)].map((key) => [key.id.toString('hex'), key]));
  }

  /** Ids of the keys that are known, the one that seals first. They tell nothing of the keys. */
  get keyIds(): string[] {
    return [...this.#keys.keys()];
  }

  /**
   * @param subject whose it is: a match's id
   * @param kind what it is: it opens as nothing else
   */
  seal(bytes: Uint8Array, subject: string, kind: string): Buffer {
    const { id } = this.#current;
    const head = Buffer.concat([Buffer.of(FORMAT), id]);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, keyFor(subject, this.#current), nonce).setAAD(
      about(head, subject, kind),
    );
    const sealed = [cipher.update(bytes), cipher.final()];
    return Buffer.concat([head, nonce, ...sealed, cipher.getAuthTag()]);
  }

  /** @throws UnknownKey; Error when it is not what it is said to be */
  open(sealed: Uint8Array, subject: string, kind: string): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.length);
    if (!isSealed(bytes)) throw new Error(`${subject}: the ${kind} is not sealed`);
    const id = keyIdOf(bytes);
    const known = this.#keys.get(id);
    if (!known) throw new UnknownKey(id);
    const head = bytes.subarray(0, HEAD_BYTES);
    const nonce = bytes.subarray(HEAD_BYTES, HEAD_BYTES + NONCE_BYTES);
    const opener = createDecipheriv(CIPHER, keyFor(subject, known), nonce)
      .setAAD(about(head, subject, kind))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([
        opener.update(bytes.subarray(HEAD_BYTES + NONCE_BYTES, -TAG_BYTES)),
        opener.final(),
      ]);
    } catch (error) {
      throw new Error(`${subject}: the ${kind} cannot be opened`, { cause: error });
    }
  }

  /** Whether it would be sealed under the same key again. */
  isCurrent(sealed: Uint8Array): boolean {
    return isSealed(sealed) && keyIdOf(sealed) === this.#current.id.toString('hex');
  }
}

/** Whether bytes look sealed. What is in clear begins otherwise. */
export function isSealed(bytes: Uint8Array): boolean {
  return bytes[0] === FORMAT && bytes.length >= HEAD_BYTES + NONCE_BYTES + TAG_BYTES;
}

function keyIdOf(sealed: Uint8Array): string {
  return Buffer.from(sealed.subarray(1, HEAD_BYTES)).toString('hex');
}

function keyOf(secret: string): Key {
  const derive = (what: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, '', `parlor ${what}`, length));
  const key = createSecretKey(derive('sealing', 32));
  return { id: derive('sealing key id', ID_BYTES), key, derived: new Map() };
}

function keyFor(subject: string, { key, derived }: Key): KeyObject {
  const known = derived.get(subject);
  if (known) return known;
  const made = createSecretKey(createHmac('sha256', key).update(subject).digest());
  const [oldest] = derived.keys();
  if (derived.size >= KEPT_KEYS && oldest !== undefined) derived.delete(oldest);
  derived.set(subject, made);
  return made;
}

function about(head: Buffer, subject: string, kind: string): Buffer {
  return Buffer.concat([head, Buffer.from(`${kind}\n${subject}`)]);
}
