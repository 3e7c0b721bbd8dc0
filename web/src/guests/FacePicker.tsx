import { useId } from 'react';
import { COLOURS, faceOf, partsOf, SHAPES, WEARS } from '../../../src/protocol/face.ts';
import { Guest } from './Guest.tsx';

interface Props {
  face: string;
  onChange(face: string): void;
}

/** Every part of a face, each one tap away: all are shown as they would look on the guest. */
export function FacePicker({ face, onChange }: Props) {
  const parts = partsOf(faceOf('', face));
  if (!parts) return null;
  const { shape, colour, wear } = parts;
  return (
    <div className="picker">
      <Part
        legend="Shape"
        options={SHAPES.map((one) => ({ word: one, face: `${one}-${colour}-${wear}` }))}
        {...{ face, onChange }}
      />
      <Part
        legend="Colour"
        options={COLOURS.map((one) => ({ word: one, face: `${shape}-${one}-${wear}` }))}
        {...{ face, onChange }}
      />
      <Part
        legend="Wears"
        options={WEARS.map((one) => ({
          word: one === 'bare' ? 'nothing' : one,
          face: `${shape}-${colour}-${one}`,
        }))}
        {...{ face, onChange }}
      />
    </div>
  );
}

interface PartProps extends Props {
  legend: string;
  options: readonly { word: string; face: string }[];
}

function Part({ legend, options, face, onChange }: PartProps) {
  const name = useId();
  return (
    <fieldset className="faces">
      <legend className="field__label">{legend}</legend>
      {options.map((option) => (
        <label key={option.word} className="faces__one">
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            aria-label={option.word}
            checked={option.face === face}
            onChange={() => onChange(option.face)}
          />
          <Guest of={{ id: '', face: option.face }} mood={option.face === face ? 'glad' : 'calm'} />
        </label>
      ))}
    </fieldset>
  );
}
