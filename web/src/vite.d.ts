/** Vite turns imported style sheets into files of their own. */
declare module '*.css';

/** By game: what loads its rules, and the schema of its state. Made by `gameRules.ts` when the page is built. */
declare module 'virtual:game-rules' {
  type Exports = Record<string, unknown>;
  export const RULES: Record<string, () => Promise<[rules: Exports, schema: Exports]>>;
}
