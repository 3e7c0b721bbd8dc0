/** Where things are, below the page's base. */
export const places = {
  home: '/',
  table: (match: string) => `/relay/${match}`,
  watch: (match: string) => `/watch/${match}`,
} as const;
