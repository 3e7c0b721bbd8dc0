import { Problem } from '../lib/problem.ts';
import { type Answer, QUESTIONS, type Question } from '../match/questions.ts';

/** The room of a match, as those see it who ask the match something. */
export interface AskedRoom {
  /** For this process. @throws Problem */
  answer<Q extends Question>(question: Q): Promise<Answer<Q>>;
  /** For another. */
  answerCall(format: number, question: Question): Promise<CallAnswer>;
}

/** What came of a call: plain data, as it crosses to another process. */
export type CallAnswer =
  | { value: unknown; problem?: undefined }
  | { problem: Pick<Problem, 'status' | 'code' | 'message' | 'details'> };

/** Answers a question of another process. Never rejects but for what is no Problem. */
export async function answerCall(
  room: Pick<AskedRoom, 'answer'>,
  format: number,
  question: Question,
): Promise<CallAnswer> {
  try {
    if (format !== QUESTIONS) throw notAnswering();
    return { value: await room.answer(question) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { status, code, message, details } = error;
    return { problem: { status, code, message, details } };
  }
}

/** What a call was answered. @throws Problem as the other process did */
export function answered(answer: CallAnswer): unknown {
  if (!answer.problem) return answer.value;
  const { status, code, message, details } = answer.problem;
  throw new Problem(status, code, message, details);
}

/** The room closed meanwhile, or its process does not answer: the next try finds out. */
export function notAnswering(): Problem {
  return new Problem(503, 'retry_later', 'The match does not answer. Try again.');
}
