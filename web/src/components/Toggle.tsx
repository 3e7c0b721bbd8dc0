import * as Switch from '@radix-ui/react-switch';
import { useId } from 'react';

interface Props {
  label: string;
  /** One sentence more. */
  hint?: string;
  checked: boolean;
  onChange(checked: boolean): void;
}

/** Something that is on or off. */
export function Toggle({ label, hint, checked, onChange }: Props) {
  const id = useId();
  return (
    <div className="setting">
      <div>
        <label htmlFor={id} className="strong">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="muted small">
            {hint}
          </p>
        )}
      </div>
      <Switch.Root
        id={id}
        className="switch"
        checked={checked}
        onCheckedChange={onChange}
        aria-describedby={hint ? `${id}-hint` : undefined}
      >
        <Switch.Thumb className="switch__thumb" />
      </Switch.Root>
    </div>
  );
}
