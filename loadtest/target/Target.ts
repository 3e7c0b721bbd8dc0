/** A process of the server. */
export interface ServerProcess {
  name: string;
  url: string;
  /** Null when it runs elsewhere. */
  pid: number | null;
}

/** What is tested, and how to look into it. */
export interface Target {
  /** As a page says it: `one process, Redis, Postgres`. */
  text: string;
  /** Where players go, in turns. */
  bases: string[];
  processes: ServerProcess[];
  operatorPassword: string | null;
  redis: { url: string; pid: number } | null;
  postgres: { url: string; pid: number } | null;
  /** Settings that decide what storing costs, as the stores say them. */
  settings: string[];
  stop(): Promise<void>;
}
