import assert from 'node:assert/strict';

/** One step of what W3C's WebDriver and WebDriver BiDi call actions, for a key or a pointer. */
type Step =
  | { type: 'keyDown' | 'keyUp'; value: string }
  | { type: 'pointerMove'; x: number; y: number; duration: 0 }
  | { type: 'pointerDown' | 'pointerUp'; button: 0 };

/** What is done with one device. */
export interface Actions {
  type: 'key' | 'pointer';
  id: string;
  actions: Step[];
}

/** One window of a browser that is no Chromium, by what all of them have in common. */
export interface Engine {
  open(url: string): Promise<void>;
  /** Runs the text of a function in the page; what it gives back is plain JSON. */
  call(script: string, args: readonly unknown[]): Promise<unknown>;
  perform(actions: Actions[]): Promise<void>;
  /** Makes the page this large. */
  resize(width: number, height: number): Promise<void>;
  /** What the driver knows of errors in the page. */
  errors(): readonly string[];
  picture(): Promise<Buffer>;
  close(): Promise<void>;
}

/** For a machine that does much else; nothing waits for it to pass. */
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 100;

/** A page as a person uses it: looks, presses, types. */
export class EnginePage {
  readonly engine: Engine;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  /** Opens a page and hears of its errors from then on. */
  async open(url: string): Promise<void> {
    await this.engine.open(url);
    await this.run(hearErrors);
  }

  /** Errors of the page so far: told to the console, thrown, or forbidden by its policy. */
  async errors(): Promise<string[]> {
    const heard = await this.run(() => (globalThis as unknown as Hearing).heard);
    return [...this.engine.errors(), ...heard];
  }

  /** What a function says in the page. It knows nothing but its arguments. */
  async run<A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Promise<R> {
    return (await this.engine.call(String(fn), args)) as R;
  }

  /** Waits until a function says something but null, false or nothing. */
  async until<A extends readonly unknown[], R>(
    what: string,
    fn: (...args: A) => R,
    ...args: A
  ): Promise<NonNullable<R>> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const found = await this.run(fn, ...args);
      if (found !== null && found !== undefined && found !== false) return found;
      if (performance.now() > end) {
        const text = await this.run(() => document.body.innerText.slice(0, 600));
        assert.fail(
          `${what} does not come; the page says: ${text}; errors: ${(await this.errors()).join('; ')}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  #middleOf(selector: string, text: string): Promise<readonly [x: number, y: number]> {
    return this.until(
      `${selector} ${text}`,
      (wanted, said) => {
        const all = [...document.querySelectorAll<HTMLElement>(wanted)];
        const element = all.find(
          (one) =>
            one.getClientRects().length > 0 &&
            one.getAttribute('aria-disabled') !== 'true' &&
            (one.getAttribute('aria-label') ?? one.textContent ?? '').includes(said),
        );
        if (!element) return null;
        element.scrollIntoView({ block: 'center' });
        const { left, top, width, height } = element.getBoundingClientRect();
        return [Math.round(left + width / 2), Math.round(top + height / 2)] as const;
      },
      selector,
      text,
    );
  }

  /** Presses the middle of what says this, once it is there. */
  async press(selector: string, text = ''): Promise<void> {
    let [x, y] = await this.#middleOf(selector, text);
    // What is still on its way would be missed.
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      const [nowX, nowY] = await this.#middleOf(selector, text);
      if (nowX === x && nowY === y) break;
      [x, y] = [nowX, nowY];
    }
    const actions: Step[] = [
      { type: 'pointerMove', x, y, duration: 0 },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    await this.engine.perform([{ type: 'pointer', id: 'mouse', actions }]);
  }

  /** Presses a link until the page is another one: on a busy machine it may move under the pointer. */
  async follow(text: string): Promise<void> {
    const from = await this.run(() => location.href);
    const end = performance.now() + PATIENCE_MS;
    do {
      await this.press('a', text);
      for (let look = 0; look < 20; look++) {
        if ((await this.run(() => location.href)) !== from) return;
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    } while (performance.now() < end);
    assert.fail(`${text} leads nowhere`);
  }

  /** Types into what has the focus. */
  async type(text: string): Promise<void> {
    const actions = [...text].flatMap((value): Step[] => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    await this.engine.perform([{ type: 'key', id: 'keyboard', actions }]);
  }
}

type Hearing = { heard: string[] };

/** Runs in the page. Not every driver tells what is told to the console. */
function hearErrors(): void {
  const heard: string[] = [];
  (globalThis as unknown as Hearing).heard = heard;
  const { error } = console;
  console.error = (...told: unknown[]) => {
    heard.push(told.map(String).join(' '));
    error(...told);
  };
  addEventListener('error', (event) => heard.push(`thrown: ${event.message}`));
  addEventListener('unhandledrejection', (event) => heard.push(`rejected: ${event.reason}`));
  addEventListener('securitypolicyviolation', (event) => heard.push(`forbidden: ${event.violatedDirective}`));
}

/** Enter, as WebDriver knows it. */
export const ENTER = '\uE007';
