import { createContext, useContext } from 'react';

/** Shows an error to the player. */
export type Tell = (error: unknown) => void;

export const NoticesContext = createContext<Tell>(() => {});

export function useTell(): Tell {
  return useContext(NoticesContext);
}
