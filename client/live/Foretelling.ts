/** How a body is made of what a player is shown as, and what a command does to it: see `LiveShape`. */
interface Rules<P, I extends object, B extends object> {
  body(player: P, known: Readonly<B> | null): B;
  command(body: B, input: I): void;
}

/** A command that was sent, or where the first one begins, and what it makes of the body. */
interface Sent<I, B> {
  seq: number;
  input: I | null;
  body: B;
}

/** So many commands go ahead of the server's answer, about a second: it keeps no more than 32 for a player. */
export const MOST_AHEAD = 32;

/**
 * Where one's own body is by all commands that were sent, before the server says so. When it says otherwise it is
 * right: all that it has not answered yet is done again from there.
 */
export class Foretelling<P, I extends object, B extends object> {
  readonly #rules: Rules<P, I, B>;
  /** From the latest that was answered on, the oldest first. */
  #sent: Sent<I, B>[] = [];
  #before: B | null = null;
  /** The body before commands were counted anew. */
  #kept: B | null = null;
  #right = 0;
  #wrong = 0;

  constructor(rules: Rules<P, I, B>) {
    this.#rules = rules;
  }

  /** After all commands that were sent; null until the server has shown the player. */
  get body(): Readonly<B> | null {
    return this.#sent.at(-1)?.body ?? null;
  }

  /** Before the latest command. */
  get before(): Readonly<B> | null {
    return this.#before ?? this.body;
  }

  /** Commands that were answered, and did what was foretold. */
  get right(): number {
    return this.#right;
  }

  /** Commands that were answered, and did something else, as somebody was hit, or a command was not taken. */
  get wrong(): number {
    return this.#wrong;
  }

  /** Commands that were sent, and that the server has not answered. */
  get unanswered(): number {
    return Math.max(0, this.#sent.length - 1);
  }

  /** No more is to be sent until something was answered. */
  get full(): boolean {
    return this.#sent.length > MOST_AHEAD;
  }

  /** A command went out, with this number. */
  sent(seq: number, input: I): void {
    const { body: before } = this;
    if (!before) return;
    this.#before = before;
    this.#sent.push({ seq, input, body: this.#after(before, input) });
  }

  /** The server shows the player after so many commands. @returns whether it was foretold */
  told(player: P, acknowledged: number): boolean {
    const [last] = this.#sent;
    let known = this.#sent.find(({ seq }) => seq === acknowledged) ?? null;
    const truth = this.#rules.body(player, (known ?? last)?.body ?? this.#kept);
    const right = known !== null && alike(truth, known.body);
    if (last && known && known !== last) {
      if (right) this.#right += acknowledged - last.seq;
      else this.#wrong += acknowledged - last.seq;
    }
    this.#sent = this.#sent.filter(({ seq }) => seq >= acknowledged);
    if (right) return true;
    known = { seq: acknowledged, input: null, body: truth };
    this.#sent = [known, ...this.#sent.filter(({ seq }) => seq > acknowledged)];
    this.#again();
    return last === undefined;
  }

  /** Commands are counted anew. What the state does not say of the body is as it was. */
  reset(): void {
    this.#kept = this.#sent.at(-1)?.body ?? this.#kept;
    this.#sent = [];
    this.#before = null;
  }

  #again(): void {
    let body = (this.#sent[0] as Sent<I, B>).body;
    this.#before = body;
    for (const sent of this.#sent) {
      if (sent.input === null) continue;
      this.#before = body;
      body = this.#after(body, sent.input);
      sent.body = body;
    }
  }

  #after(before: B, input: I): B {
    const body = { ...before };
    this.#rules.command(body, input);
    return body;
  }
}

function alike(one: object, other: object): boolean {
  const fields = Object.entries(one);
  return fields.every(([field, value]) => (other as Record<string, unknown>)[field] === value);
}
