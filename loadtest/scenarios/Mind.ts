/** State of a match as a client has it, as far as every game has it. */
export interface TableView {
  phase: string;
  version: number;
  players: { get(id: string): unknown };
}

/** How one player plays one match, by what its client sees. */
export interface Mind {
  /** Ms from one look at what to do to the next. */
  readonly pace: { from: number; to: number };
  /** Sees every state. */
  sees(view: TableView): void;
  /** What it does now; null for nothing. */
  move(view: TableView): object | null;
}
