import type { Input, InputShape } from '../games/liveGame.ts';

/**
 * A command within its bounds, with its fields alone and whole numbers, whatever is sent: 0 for what is none. The
 * server takes it so, and a client that foretells what a command does must begin with the same.
 */
export function boundedInput(shape: InputShape, sent: object): Input {
  const input: Input = {};
  for (const field of Object.keys(shape)) {
    const [, min, max] = shape[field] as InputShape[string];
    const value = (sent as Input)[field] ?? 0;
    input[field] = Math.min(max, Math.max(min, Number.isInteger(value) ? value : 0));
  }
  return input;
}
