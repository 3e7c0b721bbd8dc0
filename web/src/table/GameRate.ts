import { createContext } from 'react';

/** Game time per time of the wall: 1 at a live table, more or less in a replay, 0 while that is paused. */
export const GameRate = createContext(1);
