import { z } from 'zod';
import type { Point, Report } from './Report.ts';

const barsFile = z.record(
  z.string(),
  z
    .strictObject({ max: z.number().optional(), min: z.number().optional() })
    .refine(({ max, min }) => max !== undefined || min !== undefined, { error: 'has neither max nor min' }),
);

/** By the name of a figure: `ack.p99`, `joins.per_s`, of a point; `over_vanilla` of the whole report. */
export type Bars = z.infer<typeof barsFile>;

/** @throws Error that says what is wrong */
export function parseBars(text: string): Bars {
  const parsed = barsFile.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`The bars are wrong: ${problems.join('; ')}`);
}

/**
 * What was missed, a sentence each. Every load has to keep every bar, and every process one that is of processes
 * (`processes.loop_p99`). A figure that was not measured is missed.
 */
export function missedBars(
  bars: Bars,
  report: Pick<Report, 'points' | 'over_vanilla' | 'ack_over_vanilla'>,
): string[] {
  return Object.entries(bars).flatMap(([name, { max, min }]) => {
    const figures =
      name in report
        ? [{ of: '', value: (report as unknown as Record<string, unknown>)[name] }]
        : report.points.flatMap((point) => figuresOf(point, name));
    return figures.flatMap(({ of, value }) => {
      if (typeof value !== 'number' || Number.isNaN(value)) return [`${name}${of} was not measured`];
      if (max !== undefined && value > max) return [`${name}${of} is ${rounded(value)}, above ${max}`];
      if (min !== undefined && value < min) return [`${name}${of} is ${rounded(value)}, below ${min}`];
      return [];
    });
  });
}

function figuresOf(point: Point, name: string): { of: string; value: unknown }[] {
  const of = ` with ${point.clients} players`;
  const [first = '', ...rest] = name.split('.');
  if (first === 'processes')
    return point.processes.map((one) => ({ of: `${of} in ${one.name}`, value: at(one, rest) }));
  return [{ of, value: at(point, [first, ...rest]) }];
}

function at(from: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (value: unknown, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    from,
  );
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(3)));
}
