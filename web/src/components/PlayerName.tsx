import type { Mood } from '../guests/Features.tsx';
import { Guest } from '../guests/Guest.tsx';
import { withoutMark } from '../lib/names.ts';
import { UserText } from './UserText.tsx';

interface Props {
  of: { id: string; name: string; bot: boolean; face?: string | undefined };
  /** How they are just now. */
  mood?: Mood;
  /** Instead of the name: for the reader. */
  as?: string;
}

/** A player: the guest, and the name. A bot's spring says what the mark behind its name says elsewhere. */
export function PlayerName({ of, mood = 'calm', as }: Props) {
  return (
    <>
      <Guest of={of} bot={of.bot} mood={mood} />
      <UserText>{as ?? (of.bot ? withoutMark(of.name) : of.name)}</UserText>
    </>
  );
}
