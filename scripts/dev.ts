import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The server, started again at every change, and the page with hot reload in front of it. */
const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', 'src/index.ts'], {
  cwd: root,
  stdio: 'inherit',
});
const page = await createServer({ root: `${root}web` });
await page.listen();
page.printUrls();

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  server.kill('SIGTERM');
  await page.close();
}
server.on('exit', () => void stop());
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
