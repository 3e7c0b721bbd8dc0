import type { AnswerProps } from './answerProps.ts';

/** Words of so many letters stand large beside their digit; with longer ones all stand smaller below it. */
const SHORT = 8;

/** One button per option; the digits 1 to 9 press them too. */
export function Choices({ options, blocked, answer }: AnswerProps & { options: readonly string[] }) {
  return (
    <fieldset
      className={options.some(({ length }) => length > SHORT) ? 'choices choices--long' : 'choices'}
      aria-labelledby="question"
      onKeyDown={(event) => {
        const option = options[Number(event.key) - 1];
        if (option !== undefined && !blocked) answer(option);
      }}
    >
      {options.map((option, index) => (
        <button
          key={option}
          type="button"
          data-answer={index === 0 ? '' : undefined}
          className="button"
          aria-disabled={blocked}
          onClick={() => !blocked && answer(option)}
        >
          <span className="choices__key" aria-hidden="true">
            {index + 1}
          </span>
          {option}
        </button>
      ))}
    </fieldset>
  );
}
