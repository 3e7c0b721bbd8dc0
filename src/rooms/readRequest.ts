import type { z } from 'zod';
import { Problem } from '../lib/problem.ts';

/** What a request says, in the shape it must have. @throws Problem 400 `invalid_request` */
export function readRequest<T>(shape: z.ZodType<T>, message: unknown): T {
  const parsed = shape.safeParse(message);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Problem(400, 'invalid_request', `${issue?.path.join('.') || 'request'}: ${issue?.message}`);
}
