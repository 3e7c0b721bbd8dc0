/** `open`: it cannot be told yet, or rests on another step that is wrong. */
type Found = 'right' | 'wrong' | 'open';

/** One thing that was verified. */
export interface Step {
  id: string;
  title: string;
  found: Found;
  /** What it was about, or why it is not right. */
  said: string;
}
