import { createContext, useContext } from 'react';

/** Something that a player should know, and where to read on. */
export interface Notice {
  text: string;
  link?: { to: string; text: string };
  /** Stays when one sits down at a table. */
  stays?: true;
}

interface Notices {
  /** Shows an error to the player. */
  tell(error: unknown): void;
  /** Shows what is no error. */
  say(notice: Notice): void;
}

export const NoticesContext = createContext<Notices>({ tell() {}, say() {} });

/** How to show errors. */
export function useTell(): Notices['tell'] {
  return useContext(NoticesContext).tell;
}

/** How to show what is no error. */
export function useSay(): Notices['say'] {
  return useContext(NoticesContext).say;
}
