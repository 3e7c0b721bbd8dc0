import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { gameRules } from './gameRules.ts';

const SERVER = 'http://127.0.0.1:2567';

/**
 * The page is served at `/app/`, below whatever a proxy puts before it: its files find each other. While developing,
 * Vite serves it and passes the rest on to the server.
 */
export default defineConfig(({ command }) => ({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: command === 'build' ? './' : '/app/',
  plugins: [react(), gameRules()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Everything stays a file of ours, so the page lives under `default-src 'self'`.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // What is not ours changes seldom: who comes back after a new version has it still.
      output: { codeSplitting: { groups: [{ name: 'vendor', test: /node_modules/, tags: ['$initial'] }] } },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/api': SERVER,
      '/auth': SERVER,
      '/matchmake': SERVER,
      // A room's socket: /<process>/<room>?sessionId=…
      '^/[\\w-]+/[\\w-]+\\?(.*&)?sessionId=': { target: SERVER, ws: true },
    },
  },
}));
