import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, type Room } from '@colyseus/sdk';

/** The part of relay's state that these tests read, as JSON has it. */
export interface RelayView {
  phase: string;
  version: number;
  players: Record<
    string,
    { points: number; active: boolean; seat: number; puzzle?: { id: string; type: string; question: string } }
  >;
}

export interface Answered {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  body: any;
}

/** A player with `fetch` and the plain SDK: nothing of our own client. */
export class PlainPlayer {
  readonly url: string;
  readonly client: Client;
  id = '';
  #token = '';
  #requests = 0;

  private constructor(url: string) {
    this.url = url;
    this.client = new Client(url);
  }

  static async signIn(url: string, name: string): Promise<PlainPlayer> {
    const player = new PlainPlayer(url);
    const response = await fetch(`${url}/auth/anonymous`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ options: { name } }),
    });
    const answer = await response.text();
    assert.equal(response.status, 200, answer);
    const { user, token } = JSON.parse(answer) as { user: { id: string }; token: string };
    player.id = user.id;
    player.#token = token;
    player.client.auth.token = token;
    return player;
  }

  /** Nobody types as fast as this: told so, it waits as long as it is told. */
  async ask(method: string, path: string, body?: unknown): Promise<Answered> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answered: Answered = { status: response.status, body: await response.json() };
    if (answered.body.code !== 'too_fast') return answered;
    await pause(answered.body.retry_after_ms);
    return this.ask(method, path, body);
  }

  /** Queues over HTTP, agrees to every table, and resolves with the match once there is one. */
  async queueOverHttp(request: object): Promise<string> {
    const { body: ticket } = await this.ask('POST', '/api/v1/matchmaking/tickets', request);
    for (;;) {
      const { body } = await this.ask('GET', `/api/v1/matchmaking/tickets/${ticket.ticket_id}?wait=10`);
      if (body.state === 'matched') return this.#opened(body.match_id);
      assert.ok(['waiting', 'proposed'].includes(body.state), JSON.stringify(body));
      if (body.state === 'proposed' && !body.agreed)
        await this.ask('POST', `/api/v1/matchmaking/tickets/${ticket.ticket_id}/accept`);
    }
  }

  /** The match, once its table is open: a ticket says that it is matched a moment before. */
  async #opened(match: string): Promise<string> {
    const deadline = AbortSignal.timeout(20_000);
    while ((await this.ask('GET', `/api/v1/matches/${match}/state`)).status === 404)
      deadline.throwIfAborted();
    return match;
  }

  /**
   * The state over HTTP once it is as wanted. While a match moves to another process it is asked again, as answers say.
   */
  async stateWhen(match: string, wanted: (state: RelayView) => boolean): Promise<RelayView> {
    const deadline = AbortSignal.timeout(60_000);
    for (let since = 0; ; ) {
      const { status, body } = await this.ask('GET', `/api/v1/matches/${match}/state?since=${since}`);
      if (status === 503 && body.code === 'retry_later' && !deadline.aborted) {
        await new Promise((resolve) => setTimeout(resolve, body.retry_after_ms));
        continue;
      }
      assert.equal(status, 200, JSON.stringify(body));
      if (wanted(body.state)) return body.state;
      since = body.version;
    }
  }

  /** `{request_id, action, …}` over HTTP. */
  act(match: string, action: object, request_id = this.#nextRequest()): Promise<Answered> {
    return this.ask('POST', `/api/v1/matches/${match}/actions`, { request_id, ...action });
  }

  /** Over the socket: the reply, or the reason of the rejection. */
  async actInRoom(
    room: Room,
    action: object,
    request_id = this.#nextRequest(),
  ): Promise<Record<string, unknown>> {
    try {
      return await room.request('action', { request_id, ...action });
    } catch (error) {
      const { reason } = error as { reason: Record<string, unknown> };
      if (reason.code !== 'too_fast') return reason;
      await pause(Number(reason.retry_after_ms));
      return this.actInRoom(room, action, request_id);
    }
  }

  #nextRequest(): string {
    this.#requests += 1;
    return `request-${this.#requests}`;
  }
}

/** The answer to relay's sums, which anybody can work out; null for other puzzles. */
export function solveSum(puzzle: { type: string; question: string }): string | null {
  if (puzzle.type !== 'arithmetic') return null;
  const sum = puzzle.question
    .replace('= ?', '')
    .replaceAll('−', '-')
    .replaceAll('×', '*')
    .replaceAll('÷', '/');
  assert.match(sum, /^[\d\s+\-*/()]+$/);
  return String(new Function(`return ${sum}`)());
}
