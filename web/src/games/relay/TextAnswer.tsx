import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTouch } from '../../lib/useMedia.ts';
import type { AnswerProps } from './answerProps.ts';
import { AlphabetPad, NumberPad } from './Keys.tsx';
import { LetterTiles } from './LetterTiles.tsx';

const MAX_LENGTH = 64;

/** What helps to write the answer: keys for fingers, or the letters to make it of. */
type Pad = { kind: 'numbers' } | { kind: 'alphabet' } | { kind: 'tiles'; letters: string } | null;

/** A text field for the answer, with keys that fit it. It keeps the focus while answers are blocked. */
export function TextAnswer({ pad, blocked, wrong, answer }: AnswerProps & { pad: Pad }) {
  const [text, setText] = useState('');
  const [wrongBefore] = useState(wrong);
  const touch = useTouch();
  const field = useRef<HTMLInputElement>(null);
  const isWrong = wrong !== wrongBefore;

  useEffect(() => {
    // The next try overwrites the wrong one.
    if (isWrong && wrong > 0 && document.activeElement === field.current) field.current?.select();
  }, [wrong, isWrong]);

  function type(more: string): void {
    const { selectionStart: from, selectionEnd: to } = field.current ?? {};
    const overwrite = from != null && to != null && to > from;
    setText((old) => (overwrite ? more : old + more).slice(0, MAX_LENGTH));
  }

  function erase(): void {
    setText((old) => old.slice(0, -1));
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!blocked) answer(text);
  }

  return (
    <form className="puzzle__form" onSubmit={submit}>
      {pad?.kind === 'tiles' && <LetterTiles letters={pad.letters} text={text} type={type} />}
      <div className="puzzle__answer">
        <input
          ref={field}
          data-answer
          className={`input ${isWrong ? 'input--wrong' : ''}`}
          aria-label="Your answer"
          aria-describedby="question"
          value={text}
          maxLength={MAX_LENGTH}
          // With keys on the page, a phone's own keyboard would only cover them.
          inputMode={pad && touch ? 'none' : pad?.kind === 'numbers' ? 'numeric' : 'text'}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="send"
          onChange={(event) => setText(event.target.value)}
        />
        {pad?.kind === 'tiles' && touch && (
          <button type="button" className="button button--large" aria-label="Erase" onClick={erase}>
            ⌫
          </button>
        )}
        <button type="submit" className="button button--primary button--large" aria-disabled={blocked}>
          Answer
        </button>
      </div>
      {touch && pad?.kind === 'numbers' && <NumberPad type={type} erase={erase} />}
      {touch && pad?.kind === 'alphabet' && <AlphabetPad type={type} erase={erase} />}
    </form>
  );
}
