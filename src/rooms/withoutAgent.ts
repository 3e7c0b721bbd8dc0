/** Under which PM2's agent finds that it is there already. */
const AGENT = Symbol.for('@pm2/io');

/**
 * Keeps PM2's agent out of a process that nobody started who hears it. The framework brings it into each, to tell it
 * two numbers; it looks into every request, and lists all open sockets each second, which nobody reads.
 */
export function withoutAgent({ send }: Pick<NodeJS.Process, 'send'>): void {
  const scope = globalThis as { [AGENT]?: unknown };
  if (send === undefined) scope[AGENT] ??= { metric() {} };
}
