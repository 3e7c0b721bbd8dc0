import type { KeyValue } from './KeyValue.ts';

const KEY = 'parlor.untold_mutes';
/** Who muted before signing in. */
const NOBODY = '';

type Changes = Record<string, boolean>;

/** Who was muted (true) or unmuted here by each player, and the server was not told yet. Tabs of a browser share it. */
export class UntoldMutes {
  readonly #storage: KeyValue;

  constructor(storage: KeyValue) {
    this.#storage = storage;
  }

  /** Oldest first. */
  of(player: string | null): [other: string, muted: boolean][] {
    return Object.entries(this.#read()[player ?? NOBODY] ?? {});
  }

  add(player: string | null, other: string, muted: boolean): void {
    this.#change(player ?? NOBODY, ({ [other]: _, ...others }) => ({ ...others, [other]: muted }));
  }

  /** The server was told this; what was changed meanwhile it was not. */
  told(player: string, other: string, muted: boolean): void {
    this.#change(player, ({ [other]: untold, ...others }) =>
      untold === undefined || untold === muted ? others : { ...others, [other]: untold },
    );
  }

  /** What nobody in particular did is this player's. */
  giveTo(player: string): void {
    const given = this.#read()[NOBODY];
    if (!given) return;
    this.#change(NOBODY, () => ({}));
    this.#change(player, (own) => ({ ...own, ...given }));
  }

  #change(player: string, change: (changes: Changes) => Changes): void {
    const { [player]: before = {}, ...others } = this.#read();
    const after = change(before);
    const all = Object.keys(after).length > 0 ? { ...others, [player]: after } : others;
    if (Object.keys(all).length > 0) this.#storage.setItem(KEY, JSON.stringify(all));
    else this.#storage.removeItem(KEY);
  }

  /** As far as it makes sense: anything may be stored there. */
  #read(): Record<string, Changes> {
    const all = fields(parsed(this.#storage.getItem(KEY)));
    return Object.fromEntries(
      Object.entries(all).map(([player, changes]) => {
        const known = Object.entries(fields(changes)).filter(([, muted]) => typeof muted === 'boolean');
        return [player, Object.fromEntries(known) as Changes];
      }),
    );
  }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
