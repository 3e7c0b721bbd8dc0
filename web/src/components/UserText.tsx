import type { ReactNode } from 'react';

/**
 * What a user wrote, or a name one chose: whichever way it is written, what stands around it stays in its order, and
 * it breaks anywhere rather than be wider than its place. Nothing else shows such a text; see `Sentence` for one in
 * the middle of a string.
 */
export function UserText({ children }: { children: ReactNode }) {
  return <bdi className="user-text">{children}</bdi>;
}
