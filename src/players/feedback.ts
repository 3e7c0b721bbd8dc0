/** What somebody told us. */
export interface NewFeedback {
  /** The player's uuid, or null for somebody who is not signed in. */
  player: string | null;
  rating: 1 | 2 | 3 | 4 | 5 | null;
  text: string;
  /** How to answer, as the writer gave it. */
  contact: string | null;
  /** Where it was written: a path of the client. */
  page: string | null;
}

export interface Feedback extends NewFeedback {
  id: string;
  /** Epoch ms. */
  createdAt: number;
}

/** A place in the list. Without `id` it is before all of that moment. */
export interface FeedbackCursor {
  createdAt: number;
  id?: string | undefined;
}

/** What players told us, kept for the operator. */
export interface FeedbackStore {
  add(feedback: NewFeedback): Promise<Feedback>;
  /** Newest first, 500 at most; `before` is the oldest that was seen already, or a moment. */
  list(page: { limit: number; before?: FeedbackCursor }): Promise<Feedback[]>;
}
