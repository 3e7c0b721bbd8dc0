import { z } from 'zod';

/** The id under which something is done once. Printable ASCII: every store keeps it as it is. */
export const requestId = z.string().regex(/^[ -~]{1,64}$/);

/** An action with the id under which it is done once. */
export const actionRequest = z.looseObject({ request_id: requestId });

/** A game's action as it is sent. */
export interface ActionRequest {
  request_id: string;
  action: string;
  [field: string]: unknown;
}

/** What a player is told about an action that was taken: the state's version, and what the game tells besides. */
export type ActionReply = { request_id: string; version: number } & Record<string, string | number | boolean>;
