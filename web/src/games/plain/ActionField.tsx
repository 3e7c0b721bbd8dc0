import type { ReactNode } from 'react';
import { isolated } from '../../lib/isolated.ts';
import { spoken } from '../../lib/spoken.ts';
import type { Field } from './actionForms.ts';
import type { PlainPlayer } from './plainView.ts';

interface Props {
  field: Field;
  players: readonly PlainPlayer[];
}

/** One field of an action, as fits what it takes. */
export function ActionField({ field, players }: Props) {
  const { name, label, about, required, input } = field;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: what `control` gives is one
    <label className="field">
      <span className="field__label">
        {label}
        {!required && input.kind !== 'yes or no' && <span className="muted"> (may be empty)</span>}
      </span>
      {control(field, players, { name, required, className: 'input' })}
      {(about || input.kind === 'list') && (
        <span className="muted small">{about || 'Several, with commas between them.'}</span>
      )}
    </label>
  );
}

function control(
  { required, input }: Field,
  players: readonly PlainPlayer[],
  common: { name: string; required: boolean; className: string },
): ReactNode {
  const nothing = !required && <option value="">–</option>;
  switch (input.kind) {
    case 'number':
      return (
        <input
          {...common}
          type="number"
          inputMode={input.whole ? 'numeric' : 'decimal'}
          min={input.min}
          max={input.max}
          step={input.whole ? 1 : 'any'}
        />
      );
    case 'choice':
      return (
        <select {...common}>
          {nothing}
          {input.options.map((option) => (
            <option key={option} value={option}>
              {spoken(String(option))}
            </option>
          ))}
        </select>
      );
    case 'player':
      return (
        <select {...common}>
          {nothing}
          {players.map(({ id, name }) => (
            <option key={id} value={id}>
              {isolated(name)}
            </option>
          ))}
        </select>
      );
    case 'yes or no':
      return (
        <select name={common.name} className={common.className}>
          <option value="true">Yes</option>
          <option value="false">No</option>
        </select>
      );
    case 'json':
      return <textarea {...common} rows={2} placeholder="As JSON" spellCheck={false} />;
    case 'text':
      return <input {...common} dir="auto" autoComplete="off" minLength={input.min} maxLength={input.max} />;
    default:
      return <input {...common} dir="auto" autoComplete="off" />;
  }
}
