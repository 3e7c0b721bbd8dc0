/** What a process says of itself in Prometheus' text format: sums over labels, by name. */
export type Scraped = ReadonlyMap<string, number>;

const WITHIN_MS = 10_000;
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{[^}]*\})? (NaN|[+-]?(?:Inf|[\d.eE+-]+))$/;

/**
 * Reads `/metrics` of a process. The event-loop figures in there begin afresh with every reading, so two of them
 * bracket what is measured. Null when it does not say.
 */
export async function scrape(url: string, operatorPassword: string | null): Promise<Scraped | null> {
  try {
    const headers = new Headers();
    if (operatorPassword) headers.set('authorization', `Basic ${btoa(`operator:${operatorPassword}`)}`);
    const response = await fetch(`${url}/metrics`, { headers, signal: AbortSignal.timeout(WITHIN_MS) });
    return response.ok ? parseMetrics(await response.text()) : null;
  } catch {
    return null;
  }
}

export function parseMetrics(text: string): Scraped {
  const found = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name, value] = SAMPLE.exec(line) ?? [];
    if (name) found.set(name, (found.get(name) ?? 0) + Number(value));
  }
  return found;
}
