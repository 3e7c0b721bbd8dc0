import * as Switch from '@radix-ui/react-switch';
import { useId } from 'react';

interface Props {
  label: string;
  /** One sentence more. */
  hint?: string;
  /** Null while it is not known: then there is nothing to switch. */
  checked: boolean | null;
  onChange(checked: boolean): void;
}

/** Something that is on or off. */
export function Toggle({ label, hint, checked, onChange }: Props) {
  const id = useId();
  return (
    <div className="setting">
      <div>
        {checked === null ? (
          <span className="strong">{label}</span>
        ) : (
          <label htmlFor={id} className="strong">
            {label}
          </label>
        )}
        {hint && (
          <p id={`${id}-hint`} className="muted small">
            {hint}
          </p>
        )}
      </div>
      {checked === null ? (
        <span className="switch switch--unknown skeleton" aria-hidden="true" />
      ) : (
        <Switch.Root
          id={id}
          className="switch"
          checked={checked}
          onCheckedChange={onChange}
          aria-describedby={hint ? `${id}-hint` : undefined}
        >
          <Switch.Thumb className="switch__thumb" />
        </Switch.Root>
      )}
    </div>
  );
}
