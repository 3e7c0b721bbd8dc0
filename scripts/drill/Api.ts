export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whoever asks knows what the protocol says
  body: any;
}

const ANSWER_WITHIN_MS = 12_000;

/** HTTP as a client without our SDK speaks it. */
export class Api {
  readonly url: string;
  token = '';

  constructor(url: string) {
    this.url = url;
  }

  /** @throws Error when there is no answer, or one that is no JSON */
  async ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  /** The body of an answer with status 200, null for another. */
  async get<T>(path: string): Promise<T | null> {
    const { status, body } = await this.ask('GET', path);
    return status === 200 ? (body as T) : null;
  }
}
