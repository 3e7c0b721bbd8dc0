import { STATUS_CODES } from 'node:http';
import type { ZodOpenApiContentObject } from 'zod-openapi';
import { PROBLEM_TYPE } from '../lib/problemAnswer.ts';
import { problemSchema } from './problems.ts';

/** What any route may answer. */
export const EVERYWHERE = ['429 rate_limited', '500 internal', '503 retry_later'];
/** What one may answer that takes a player's token. */
export const PLAYERS = [
  '401 token_missing',
  '401 token_invalid',
  '401 token_expired',
  '401 token_revoked',
  '403 banned',
];
/** What one may answer that takes a body. */
export const BODIES = ['400 malformed_json', '413 too_large', '415 unsupported_media_type'];

/** @param problems `404 unknown_match` and so on @returns what the document says of them, by status */
export function problemResponses(
  problems: readonly string[],
): Record<string, { description: string; content: ZodOpenApiContentObject }> {
  const codes = new Map<string, string[]>();
  for (const [status = '', code = ''] of [...new Set(problems)].map((problem) => problem.split(' ')))
    codes.set(status, [...(codes.get(status) ?? []), code === '*' ? 'a refusal of the game' : `\`${code}\``]);
  return Object.fromEntries(
    [...codes].map(([status, named]) => [
      status,
      {
        description: `${STATUS_CODES[status] ?? 'Error'}: ${named.join(', ')}`,
        content: { [PROBLEM_TYPE]: { schema: problemSchema } },
      },
    ]),
  );
}
