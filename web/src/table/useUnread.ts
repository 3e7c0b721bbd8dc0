import { useRef } from 'react';
import type { ChatMessage } from '../../../client/ChatLog.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';

/** How many lines of others came since the chat was last to be seen. What was said before one came is not counted. */
export function useUnread(lines: readonly ChatMessage[], shown: boolean): number {
  const me = useParlor().player?.id;
  const cameAt = useRef(Date.now());
  const read = useRef(-1);
  if (shown) read.current = lines.at(-1)?.id ?? read.current;
  return unreadOf(lines, { me, read: read.current, since: cameAt.current });
}

/** @param known who reads, the latest line that they saw, and epoch ms from when on lines count */
export function unreadOf(
  lines: readonly ChatMessage[],
  known: { me: string | undefined; read: number; since: number },
): number {
  return lines.filter(({ id, from, at }) => id > known.read && from !== known.me && at >= known.since).length;
}
