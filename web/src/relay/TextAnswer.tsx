import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { AnswerProps } from './answerProps.ts';

const MAX_LENGTH = 64;

/** A text field for the answer. It keeps the focus while answers are blocked. */
export function TextAnswer({ numeric, blocked, wrong, answer }: AnswerProps & { numeric: boolean }) {
  const [text, setText] = useState('');
  const [wrongBefore] = useState(wrong);
  const field = useRef<HTMLInputElement>(null);
  const isWrong = wrong !== wrongBefore;

  useEffect(() => {
    // The next try overwrites the wrong one.
    if (isWrong && wrong > 0 && document.activeElement === field.current) field.current?.select();
  }, [wrong, isWrong]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!blocked) answer(text);
  }

  return (
    <form className="puzzle__answer" onSubmit={submit}>
      <input
        ref={field}
        data-answer
        className={`input ${isWrong ? 'input--wrong' : ''}`}
        aria-label="Your answer"
        aria-describedby="question"
        value={text}
        maxLength={MAX_LENGTH}
        inputMode={numeric ? 'numeric' : 'text'}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="send"
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button button--primary button--large" aria-disabled={blocked}>
        Answer
      </button>
    </form>
  );
}
