import type { Spot } from '../../../../../src/games/arena/shared/map.ts';

/** By the place on the board, not by the letter: WASD are where they are on every layout. */
const WAYS: Readonly<Record<string, Spot>> = {
  KeyW: { x: 0, y: -1 },
  KeyA: { x: -1, y: 0 },
  KeyS: { x: 0, y: 1 },
  KeyD: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowRight: { x: 1, y: 0 },
};
const FIRE = 'KeyJ';
const DASHES = ['Space', 'KeyK', 'ShiftLeft'];

/** What is held down of a keyboard. Who writes in the chat plays not. */
export class Keys {
  readonly #held = new Set<string>();
  readonly #onKey: () => void;

  constructor(onKey: () => void) {
    this.#onKey = onKey;
  }

  listen(signal: AbortSignal): void {
    globalThis.addEventListener('keydown', (event) => this.#press(event), { signal, capture: true });
    globalThis.addEventListener('keyup', (event) => this.#release(event), { signal });
  }

  /** As if nothing were held. */
  letGo(): void {
    this.#held.clear();
  }

  get way(): Spot {
    let [x, y] = [0, 0];
    for (const code of this.#held) {
      x += WAYS[code]?.x ?? 0;
      y += WAYS[code]?.y ?? 0;
    }
    return { x: Math.sign(x), y: Math.sign(y) };
  }

  get fires(): boolean {
    return this.#held.has(FIRE);
  }

  get dashes(): boolean {
    return DASHES.some((code) => this.#held.has(code));
  }

  #release({ code, key }: KeyboardEvent): void {
    // macOS tells of no key that is let go while the command key is down.
    if (key === 'Meta') this.letGo();
    else this.#held.delete(code);
  }

  #press(event: KeyboardEvent): void {
    const { code, target, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || isWritten(target)) return;
    if (!(code in WAYS) && code !== FIRE && !DASHES.includes(code)) return;
    // A key that is focused is pressed by the space bar.
    if (code === 'Space' && target instanceof HTMLButtonElement) return;
    event.preventDefault();
    // The page's own single keys wait until the round is over.
    event.stopPropagation();
    this.#held.add(code);
    this.#onKey();
  }
}

function isWritten(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}
