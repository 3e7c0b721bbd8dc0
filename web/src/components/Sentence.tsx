import { partsOf } from '../lib/isolated.ts';
import { UserText } from './UserText.tsx';

/** A sentence with users' texts in it, each of them `isolated`: here they are elements. */
export function Sentence({ text }: { text: string }) {
  return partsOf(text).map(({ at, part, isolated }) =>
    isolated ? <UserText key={at}>{part}</UserText> : part,
  );
}
