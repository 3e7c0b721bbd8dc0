import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../../../scripts/cluster/freePorts.ts';
import { type Child, startChild } from './Child.ts';
import type { Engine } from './Engine.ts';

/** Larger than any page of a test. */
const SCREEN = '1600x1200x24';
const BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const STARTS_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 200;

type Ask = <R>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<R>;

/** Starts WebKitGTK on a screen of its own and drives it by WebDriver. */
export async function startWebKit(): Promise<Engine> {
  const started: Child[] = [];
  const end = async () => {
    for (const child of started.toReversed()) await child.end();
  };
  try {
    const screen = await startChild('Xvfb', () => ['-displayfd', '1', '-screen', '0', SCREEN]);
    started.push(screen);
    const [, display = ''] = await screen.says(/^(\d+)$/m);
    const port = await freePort();
    const driver = await startChild('WebKitWebDriver', narrow(port), {
      DISPLAY: `:${display}`,
      GDK_BACKEND: 'x11',
      NO_AT_BRIDGE: '1',
    });
    started.push(driver);
    const ask = await session(`http://127.0.0.1:${port}`);
    return { ...engineOf(ask), close: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The browser's own buttons would keep its window wider than a phone. */
const NARROW = '* { padding: 0; margin: 0; min-width: 0; border-width: 0; }';

function narrow(port: number) {
  return async (home: string) => {
    const folder = join(home, '.config/gtk-3.0');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'gtk.css'), NARROW);
    return [`--port=${port}`];
  };
}

/** Opens a window as soon as the driver listens. @returns asks about that window */
async function session(driver: string): Promise<Ask> {
  const ask = asker(driver);
  const end = performance.now() + STARTS_WITHIN_MS;
  const browser = { binary: BROWSER, args: ['--automation'] };
  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': browser } };
  for (;;) {
    try {
      const { sessionId } = await ask<{ sessionId: string }>('POST', '/session', { capabilities });
      return asker(`${driver}/session/${sessionId}`);
    } catch (error) {
      if (performance.now() > end || !(error instanceof TypeError)) throw error; // `fetch` does not reach it yet
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
}

function asker(base: string): Ask {
  return async <R>(method: string, path: string, body?: object) => {
    const request = body ? { body: JSON.stringify(body) } : {};
    const response = await fetch(base + path, { method, ...request });
    const { value } = (await response.json()) as { value: R & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error} ${value.message}`);
    return value;
  };
}

function engineOf(ask: Ask): Omit<Engine, 'close'> {
  const call: Engine['call'] = (script, args) =>
    ask('POST', '/execute/sync', { script: `return (${script})(...arguments);`, args });
  return {
    call,
    errors: () => [],
    open: (url) => ask('POST', '/url', { url }),
    perform: (actions) => ask('POST', '/actions', { actions }),
    async resize(width, height) {
      // The window has a frame and bars of its own around the page.
      for (let tries = 0; tries < 2; tries++) {
        const rect = await ask<{ width: number; height: number }>('GET', '/window/rect');
        const [w, h] = (await call('() => [innerWidth, innerHeight]', [])) as [number, number];
        if (w === width && h === height) return;
        await ask('POST', '/window/rect', {
          width: rect.width + width - w,
          height: rect.height + height - h,
        });
      }
    },
    picture: async () => Buffer.from(await ask<string>('GET', '/screenshot'), 'base64'),
  };
}
