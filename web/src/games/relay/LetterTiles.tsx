import { Key } from './Keys.tsx';
import { usedTiles } from './puzzleControls.ts';

interface Props {
  letters: string;
  /** What is in the field. */
  text: string;
  type(text: string): void;
}

/** The letters of an anagram: tap them in order, or type; those in the field are greyed out. */
export function LetterTiles({ letters, text, type }: Props) {
  const used = usedTiles(letters, text);
  return (
    <div className="puzzle__letters tiles">
      {[...letters].map((letter, i) => (
        <Key key={`${i} ${letter}`} used={used[i]} press={() => type(letter.toLowerCase())}>
          {letter}
        </Key>
      ))}
    </div>
  );
}
