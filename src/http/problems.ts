import { z } from 'zod';
import { expectedProblem } from '../lib/expectedProblem.ts';
import { Problem } from '../lib/problem.ts';

/** The body of every error (RFC 9457). Further members tell more, `errors` of `invalid_request` for example. */
export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string().meta({ description: 'What the status says.' }),
    status: z.int(),
    code: z.string().meta({ description: 'Stable. What a program looks at.' }),
    detail: z.string().meta({ description: 'For people.' }),
    retry_after_ms: z
      .number()
      .optional()
      .meta({ description: 'Time lifts it: after so long the same request may be taken.' }),
  })
  .meta({ id: 'Problem' });

/** What Express and its parsers call their errors, as our codes. */
const CODES: Record<string, string> = {
  'entity.parse.failed': 'malformed_json',
  'entity.too.large': 'too_large',
  'parameters.too.many': 'too_large',
  'charset.unsupported': 'unsupported_media_type',
  'encoding.unsupported': 'unsupported_media_type',
};
const MESSAGES: Record<string, string> = {
  malformed_json: 'The body is not JSON.',
  too_large: 'The body is too large: at most 64 KiB are taken.',
  unsupported_media_type: 'The body must be JSON in UTF-8.',
  malformed_url: 'The address is not well formed.',
  malformed_request: 'The request is not well formed.',
};

/** Any error as a problem: expected ones as they are, what Express refused by its code, the rest as `internal`. */
export function toProblem(error: unknown, requestId: string): Problem {
  const expected = expectedProblem(error);
  if (expected) return expected;
  const status = statusOf(error);
  if (status !== undefined) {
    const type = (error as { type?: unknown }).type;
    const fallback = error instanceof URIError ? 'malformed_url' : 'malformed_request';
    const code = CODES[String(type)] ?? fallback;
    return new Problem(status, code, MESSAGES[code] ?? '');
  }
  return new Problem(500, 'internal', 'Something went wrong here. It was logged under this id.', {
    id: requestId,
  });
}

/** The status of an error that Express or a parser made of a bad request. */
function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
