/** A player's `flags`, as bits. */
export const DASHING = 1;
/** About to shoot: everybody sees where to. */
export const CHARGING = 2;
/** Leads alone: a kill of them brings more. */
export const LEADING = 4;
/** Out of the way: cannot be hit, scores nothing. */
export const AWAY = 8;

/** The table's `core`: what it says is one of these, or `CORE_HELD` and the seat of who has it. */
export const CORE_NONE = 0;
export const CORE_COMING = 1;
export const CORE_LIES = 2;
export const CORE_HELD = 16;
