/** Where things are, below the page's base. */
export const places = {
  home: '/',
  /** Queues at once. */
  play: '/play',
  table: (match: string) => `/table/${match}`,
  party: (code: string) => `/party/${encodeURIComponent(code)}`,
  watchList: '/watch',
  watch: (match: string) => `/watch/${match}`,
  match: (match: string) => `/matches/${match}`,
  replay: (match: string) => `/replay/${match}`,
  verify: '/verify',
  verifyMatch: (match: string) => `/verify/${match}`,
  me: '/me',
  player: (player: string) => `/players/${player}`,
  button: '/button',
  leaderboard: '/leaderboard',
  leaderboardOf: (game: string) => `/leaderboard?game=${encodeURIComponent(game)}`,
  howToPlay: '/how-to-play',
  howToPlayGame: (game: string) => `/how-to-play/${encodeURIComponent(game)}`,
  settings: '/settings',
  warmUp: (game: string) => `/warm-up/${game}`,
  notifications: '/notifications',
} as const;

/** Pages that are the same whoever one is: they need not wait until that is known. */
export function isForAnybody(location: string): boolean {
  return /^\/(leaderboard$|(how-to-play|verify)(\/|$)|warm-up\/.|players\/.)/.test(location);
}
