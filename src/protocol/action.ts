import { z } from 'zod';

/** An action with the id under which it is done once. Printable ASCII: every store keeps it as it is. */
export const actionRequest = z.looseObject({ request_id: z.string().regex(/^[ -~]{1,64}$/) });

/** A game's action as it is sent. */
export interface ActionRequest {
  request_id: string;
  action: string;
  [field: string]: unknown;
}

/** What a player is told about an action that was taken: the state's version, and what the game tells besides. */
export type ActionReply = { request_id: string; version: number } & Record<string, string | number | boolean>;
