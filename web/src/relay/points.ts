/** Points that everybody starts with; a gauge is full from here on. */
export const FULL_POINTS = 100;
/** Below these a player's gauge changes its colour. */
export const LOW_POINTS = 50;
export const CRITICAL_POINTS = 25;
