import { z } from 'zod';

/** One message of a map of types and payloads: each type goes with its own payload. */
export type Message<M> = { [T in keyof M]: { type: T; payload: M[T] } }[keyof M];

/** What a request asks, and what it is answered. */
export interface Exchange {
  asks: unknown;
  answer: unknown;
}

/** Requests by type, of the schemas that check what they ask and of what they are answered. */
export type Requests<S extends Record<keyof A, z.ZodType>, A> = {
  [T in keyof A]: { asks: z.input<S[T]>; answer: A[T] };
};

/** Of a request that asks nothing: whatever comes with it is passed over. */
export const nothing = z.unknown().transform(() => undefined) as z.ZodType<
  undefined,
  Record<string, never> | undefined
>;
