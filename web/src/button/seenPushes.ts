import type { ButtonState } from '../../../client/Button.ts';

/** A push as this page saw it. */
export interface SeenPush extends ButtonState {
  by: NonNullable<ButtonState['by']>;
  /** Ms that were left when it was made; null where the push before it was not seen, and for one that began a round. */
  leftMs: number | null;
}

/** So many are remembered. */
const MAX_SEEN = 8;

/** What was seen, newest first, and how the button stands now. The same list where that is nothing new. */
export function withState(seen: readonly SeenPush[], state: ButtonState | null): readonly SeenPush[] {
  if (!state?.by) return seen;
  const push = { ...state, by: state.by };
  const [last] = seen;
  if (last?.epoch !== state.epoch) return [{ ...push, leftMs: null }];
  if (last.version > state.version) return seen;
  if (last.version === state.version) {
    if (last.by.name === push.by.name && last.by.face === push.by.face) return seen;
    return [{ ...push, leftMs: last.leftMs }, ...seen.slice(1)]; // who pushed it is called something else
  }
  const leftMs = state.count > 1 && state.version === last.version + 1 ? last.ends - state.at : null;
  return [{ ...push, leftMs }, ...seen].slice(0, MAX_SEEN);
}
