/** What every control for an answer is given. */
export interface AnswerProps {
  /** No answer is taken now: a lock, or one is on its way. */
  blocked: boolean;
  /** Another number after each wrong answer; 0 for none yet. */
  wrong: number;
  answer(text: string): void;
}
