import { NAMELESS } from '../lib/nameless.ts';
import type { ButtonPlayer } from '../protocol/button.ts';
import { faceOf } from '../protocol/face.ts';

/** What of somebody who pushed others are shown. The name is null for who is gone, the face for who chose none. */
export interface Pusher {
  name: string | null;
  face: string | null;
}

/** Somebody who pushed, as others are shown them. */
export function shownPlayer(id: string, { name, face }: Pusher): ButtonPlayer {
  return { id, name: name ?? NAMELESS, face: faceOf(id, face) };
}
