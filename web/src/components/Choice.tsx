import { useId } from 'react';

interface Props<T extends string> {
  /** What is chosen, for those who do not see it. */
  label: string;
  options: readonly { value: T; text: string }[];
  value: NoInfer<T>;
  onChange(value: NoInfer<T>): void;
}

/** One of a few, side by side. */
export function Choice<T extends string>({ label, options, value, onChange }: Props<T>) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.text}
        </label>
      ))}
    </fieldset>
  );
}
