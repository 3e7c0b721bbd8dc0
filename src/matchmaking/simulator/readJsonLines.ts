import type { z } from 'zod';

/**
 * Values of a file of JSON lines; empty lines are left out.
 * @throws Error with the number of the first line that is not right, and why
 */
export function readJsonLines<T>(text: string, schema: z.ZodType<T>): { value: T; line: number }[] {
  const values: { value: T; line: number }[] = [];
  for (const [index, source] of text.split('\n').entries()) {
    if (source.trim() === '') continue;
    const line = index + 1;
    let json: unknown;
    try {
      json = JSON.parse(source);
    } catch (error) {
      throw new Error(`Line ${line} is not JSON: ${(error as Error).message}`);
    }
    const parsed = schema.safeParse(json);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new Error(`Line ${line}: ${issue?.path.join('.') || 'the value'}: ${issue?.message}`);
    }
    values.push({ value: parsed.data, line });
  }
  return values;
}
