/** Where things are, below the page's base. */
export const places = {
  home: '/',
  table: (match: string) => `/relay/${match}`,
  party: (code: string) => `/party/${encodeURIComponent(code)}`,
  watch: (match: string) => `/watch/${match}`,
} as const;
