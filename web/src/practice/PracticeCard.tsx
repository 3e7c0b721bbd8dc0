import { type FormEvent, useState } from 'react';
import { practicePuzzle } from './practicePuzzle.ts';

/** Something to do while one waits. It takes no focus and counts for nothing. */
export function PracticeCard() {
  const [solved, setSolved] = useState(0);
  const [puzzle, setPuzzle] = useState(() => practicePuzzle(0, Math.random));
  const [text, setText] = useState('');
  const [told, setTold] = useState('');

  function answer(event: FormEvent): void {
    event.preventDefault();
    if (text.trim() === '') return;
    const right = Number(text.replace(',', '.')) === puzzle.answer;
    setText('');
    setTold(right ? 'Right!' : 'Not that. Try again.');
    if (!right) return;
    setSolved(solved + 1);
    setPuzzle(practicePuzzle(solved + 1, Math.random));
  }

  return (
    <section className="card practice" aria-labelledby="practice-title">
      <div className="row row--apart">
        <h2 id="practice-title">Warm up</h2>
        <span className="muted small numbers">{solved} solved</span>
      </div>
      <p id="practice-question" className="practice__question numbers" aria-live="polite">
        <span className="visually-hidden">{puzzle.kind}: </span>
        {puzzle.question}
      </p>
      <form className="practice__form" onSubmit={answer}>
        <input
          className="input"
          aria-labelledby="practice-question"
          value={text}
          inputMode="numeric"
          autoComplete="off"
          enterKeyHint="go"
          placeholder={puzzle.kind === 'Sum' ? 'The sum' : 'The next number'}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="button">
          Answer
        </button>
      </form>
      <p className="practice__told small muted" role="status">
        {told}
      </p>
    </section>
  );
}
