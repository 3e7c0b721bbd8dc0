import type { GameInfoView } from '../../../../client/Api.ts';
import type { LiveShape, LiveState } from '../../../../client/live/liveShape.ts';
import type { Input, InputField } from '../../../../src/games/liveGame.ts';
import { spoken } from '../../lib/spoken.ts';

/** How a game that moves is commanded, as the server says it. */
export type LiveInfo = NonNullable<GameInfoView['live']>;

/** Something to be held down: what it puts into a field meanwhile, and the keys that do the same. */
export interface Hold {
  label: string;
  field: string;
  value: number;
  keys: readonly string[];
}

/** What one has in hand of a game that this page has no picture of. */
export type Control =
  /** Two fields that go both ways: left and right, up and down. */
  | { kind: 'stick'; label: string; holds: readonly Hold[] }
  /** One field that goes both ways, or one that is pressed or not. */
  | { kind: 'holds'; label: string; holds: readonly Hold[] }
  /** A field of many values. */
  | { kind: 'slider'; label: string; field: string; min: number; max: number };

/** Of the first stick, and of the first buttons. */
const STICK_KEYS = [
  ['ArrowLeft', 'KeyA'],
  ['ArrowRight', 'KeyD'],
  ['ArrowUp', 'KeyW'],
  ['ArrowDown', 'KeyS'],
] as const;
const BUTTON_KEYS = ['Space', 'KeyJ', 'KeyK', 'KeyL'];
const STICK_WORDS = ['Left', 'Right', 'Up', 'Down'];

type Field = LiveInfo['input'][number];

/** What the fields of an input make: the one that says what a screen showed is filled in by itself. */
export function controlsOf({ input, view }: Pick<LiveInfo, 'input' | 'view'>): Control[] {
  const fields = input.filter(({ name }) => name !== view);
  const controls: Control[] = [];
  let [sticks, buttons] = [0, 0];
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i] as Field;
    const next = fields[i + 1];
    if (goesBothWays(field) && next && goesBothWays(next)) {
      controls.push(stick(field, next, sticks === 0));
      sticks += 1;
      i += 1;
    } else if (goesBothWays(field)) controls.push({ kind: 'holds', ...bothWays(field) });
    else if (field.min === 0 && field.max === 1) {
      const key = BUTTON_KEYS[buttons];
      const { name, label } = named(field);
      const hold = { label, field: name, value: 1, keys: key ? [key] : [] };
      controls.push({ kind: 'holds', label, holds: [hold] });
      buttons += 1;
    } else {
      const { name, label, min, max } = named(field);
      controls.push({ kind: 'slider', label, field: name, min, max });
    }
  }
  return controls;
}

function stick(x: Field, y: Field, first: boolean): Control {
  const label = `${spoken(x.name)} and ${spoken(y.name)}`;
  const holds = [...bothWays(x).holds, ...bothWays(y).holds];
  if (!first) return { kind: 'stick', label, holds };
  return {
    kind: 'stick',
    label,
    holds: holds.map((hold, i) => ({
      ...hold,
      label: STICK_WORDS[i] ?? hold.label,
      keys: STICK_KEYS[i] ?? [],
    })),
  };
}

function bothWays(field: Field): { label: string; holds: Hold[] } {
  const { name, label, min, max } = named(field);
  return {
    label,
    holds: [
      { label: `${label} −`, field: name, value: min, keys: [] },
      { label: `${label} +`, field: name, value: max, keys: [] },
    ],
  };
}

const named = (field: Field) => ({ ...field, label: spoken(field.name) });

const goesBothWays = ({ min, max }: Field) => min < 0 && max > 0;

/** What is held down. What was let go at once counts for one command all the same. */
export class Held {
  readonly #down = new Set<Hold>();
  readonly #fresh = new Set<Hold>();

  press(hold: Hold): void {
    if (!this.#down.has(hold)) this.#fresh.add(hold);
    this.#down.add(hold);
  }

  release(hold: Hold): void {
    this.#down.delete(hold);
  }

  /** Nothing is held. */
  letGo(): void {
    this.#down.clear();
    this.#fresh.clear();
  }

  get now(): Set<Hold> {
    return new Set([...this.#down, ...this.#fresh]);
  }

  /** A command that has it went out. */
  sent(): void {
    this.#fresh.clear();
  }
}

/** The input of what is held down and where sliders stand. Who holds both ways goes neither. */
export function inputOf(held: Iterable<Hold>, sliders: Readonly<Input>): Input {
  const input: Input = { ...sliders };
  for (const { field, value } of held) input[field] = (input[field] ?? 0) + value;
  return input;
}

/** What `LiveMatch` must know to send commands. Nothing is foretold: how one moves only the server knows. */
export function plainShape({
  step_ms,
  command_steps,
  patch_steps,
  view,
  input,
}: LiveInfo): LiveShape<LiveState, Input, object> {
  return {
    stepMs: step_ms,
    commandSteps: command_steps,
    patchSteps: patch_steps,
    ...(view !== null && { view }),
    input: Object.fromEntries(
      input.map(({ name, bytes, min, max }): [string, InputField] => [name, [bytes, min, max]]),
    ),
    smooth: {},
    jump: 0,
    body: () => ({}),
    command() {},
  };
}
