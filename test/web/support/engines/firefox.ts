import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { startChild } from './Child.ts';
import type { Engine } from './Engine.ts';

/** Firefox's own: no new pages, no news, no reports; a machine of tests has nobody to tell. */
const PREFERENCES = {
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'app.update.enabled': false,
  'extensions.update.enabled': false,
  'browser.region.update.enabled': false,
  'services.settings.server': 'data:,',
};

interface Told {
  id?: number;
  type: 'success' | 'error' | 'event';
  result?: Record<string, never>;
  message?: string;
  method?: string;
  params?: { level?: string; text?: string; type?: string };
}

/** Starts Firefox without a window and drives it by WebDriver BiDi, which it speaks itself. */
export async function startFirefox(): Promise<Engine> {
  const firefox = await startChild('firefox-esr', async (home) => {
    await writePreferences(home);
    return ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', home];
  });
  try {
    const [, address = ''] = await firefox.says(/WebDriver BiDi listening on (ws:\S+)/);
    const bidi = await connect(`${address}/session`);
    const engine = await engineOf(bidi);
    return {
      ...engine,
      async close() {
        bidi.close();
        await firefox.end();
      },
    };
  } catch (error) {
    await firefox.end();
    throw error;
  }
}

interface Bidi {
  ask(method: string, params: object): Promise<Record<string, never>>;
  errors: string[];
  close(): void;
}

async function connect(address: string): Promise<Bidi> {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const waiting = new Map<number, (told: Told) => void>();
  const errors: string[] = [];
  socket.on('message', (bytes) => {
    const told = JSON.parse(String(bytes)) as Told;
    if (told.id !== undefined) waiting.get(told.id)?.(told);
    else if (told.method === 'log.entryAdded' && told.params?.level === 'error')
      errors.push(told.params.text ?? told.params.type ?? 'error');
  });
  let last = 0;
  return {
    errors,
    close: () => socket.close(),
    async ask(method, params) {
      last += 1;
      const id = last;
      const answer = new Promise<Told>((resolve) => waiting.set(id, resolve));
      socket.send(JSON.stringify({ id, method, params }));
      const { type, result, message } = await answer;
      waiting.delete(id);
      if (type !== 'success' || !result) throw new Error(`${method}: ${message}`);
      return result;
    },
  };
}

async function engineOf(bidi: Bidi): Promise<Omit<Engine, 'close'>> {
  await bidi.ask('session.new', { capabilities: {} });
  await bidi.ask('session.subscribe', { events: ['log.entryAdded'] });
  const { contexts } = (await bidi.ask('browsingContext.getTree', {})) as unknown as {
    contexts: { context: string }[];
  };
  const context = contexts[0]?.context ?? '';
  return {
    errors: () => bidi.errors,
    async open(url) {
      await bidi.ask('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    async call(script, args) {
      const { result, exceptionDetails } = (await bidi.ask('script.callFunction', {
        functionDeclaration: `async (args) => JSON.stringify(await (${script})(...JSON.parse(args)))`,
        arguments: [{ type: 'string', value: JSON.stringify(args) }],
        target: { context },
        awaitPromise: true,
      })) as unknown as { result?: { value?: string }; exceptionDetails?: { text: string } };
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return result?.value === undefined ? undefined : JSON.parse(result.value);
    },
    async perform(actions) {
      await bidi.ask('input.performActions', { context, actions });
    },
    async resize(width, height) {
      await bidi.ask('browsingContext.setViewport', { context, viewport: { width, height } });
    },
    async picture() {
      const { data } = await bidi.ask('browsingContext.captureScreenshot', { context });
      return Buffer.from(String(data), 'base64');
    },
  };
}

async function writePreferences(home: string): Promise<void> {
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(home, 'user.js'), lines.join('\n'));
}
