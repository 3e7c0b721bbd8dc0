import { schema, t } from '@colyseus/schema';

/** A running match in the lobby's list. `started_at` is epoch ms. */
export const LobbyMatch = schema(
  {
    id: t.string(),
    game: t.string(),
    phase: t.string(),
    names: t.array('string'),
    /** In the order of `names`. */
    faces: t.array('string'),
    spectators: t.uint16().default(0),
    started_at: t.number(),
  },
  'LobbyMatch',
);

/** What everybody in the lobby sees: how many are here, play and wait, and the matches that may be watched. */
export const LobbyState = schema(
  {
    online: t.uint32().default(0),
    playing: t.uint32().default(0),
    queued: t.uint32().default(0),
    matches: t.map(LobbyMatch),
  },
  'LobbyState',
);
export type LobbyState = InstanceType<typeof LobbyState>;
