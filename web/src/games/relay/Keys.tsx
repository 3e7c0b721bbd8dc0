import type { ReactNode } from 'react';

interface KeyProps {
  /** What is read out; the child is seen. */
  label?: string;
  used?: boolean;
  children: ReactNode;
  press(): void;
}

/** A key on the page. Pressing it leaves the focus in the field, so that a real keyboard goes on working. */
export function Key({ label, used = false, children, press }: KeyProps) {
  return (
    <button
      type="button"
      className="key"
      aria-label={label}
      aria-disabled={used}
      tabIndex={-1}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => !used && press()}
    >
      {children}
    </button>
  );
}

interface PadProps {
  type(text: string): void;
  erase(): void;
}

/** Digits as on a phone, for fingers. No answer is below zero. */
export function NumberPad({ type, erase }: PadProps) {
  return (
    <div className="keys keys--numbers">
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
        <Key key={digit} press={() => type(digit)}>
          {digit}
        </Key>
      ))}
      <Key press={() => type('0')}>0</Key>
      <Key label="Erase" press={erase}>
        ⌫
      </Key>
    </div>
  );
}

/** The alphabet, for fingers. */
export function AlphabetPad({ type, erase }: PadProps) {
  return (
    <div className="keys keys--alphabet">
      {[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => (
        <Key key={letter} press={() => type(letter.toLowerCase())}>
          {letter}
        </Key>
      ))}
      <Key label="Erase" press={erase}>
        ⌫
      </Key>
    </div>
  );
}
