import type { PartyGlance } from '../src/matchmaking/parties.ts';
import type { LobbyMessage, LobbyRequests } from '../src/protocol/lobby.ts';
import type { PartyAnswer, PartyAnswers, PartyInvitation, PartyView } from '../src/protocol/party.ts';
import { ChatLog, type ChatMessage } from './ChatLog.ts';
import type { Clock } from './Clock.ts';
import type { Http } from './Http.ts';
import { asParlorError } from './ParlorError.ts';
import type { RequestLobby } from './requestLobby.ts';
import { whileAlive } from './whileAlive.ts';

/** A party as its members see it, and as others do; and how somebody asks one into theirs. */
export type { PartyGlance, PartyInvitation, PartyView };

interface PartiesNeeds {
  http: Http;
  clock: Clock;
  lobby: RequestLobby;
  /** Of who is signed in now. */
  life: () => AbortSignal;
  muted: ReadonlySet<string>;
  changed(party: PartyView | null): void;
  invited(invitation: PartyInvitation): void;
  said(line: ChatMessage): void;
  /** The server was asked how the party is, as no socket tells. */
  asked(): void;
}

const PARTIES = '/api/v1/parties';
/** Without a socket nobody tells of changes: they are asked for so often. */
const ASK_MS = 4000;
const MAX_INVITATIONS = 5;
/** After these an invitation is good for nothing any more: with any other refusal it may be pressed again. */
const NO_MORE = ['unknown_invitation', 'unknown_party'];

/** Requests after which one is in a party, or in none any more. */
type Change = {
  [T in keyof PartyAnswers]: PartyAnswers[T] extends PartyAnswer | { party: null } ? T : never;
}[keyof PartyAnswers];

/** The party one is in. Its leader's `queue` queues all of it. */
export class Parties {
  readonly #needs: PartiesNeeds;
  #current: PartyView | null = null;
  #invitations: readonly PartyInvitation[] = [];
  #chat: ChatLog;
  #cancelAsk = () => {};
  #changes = 0;

  constructor(needs: PartiesNeeds) {
    this.#needs = needs;
    this.#chat = new ChatLog(needs.muted);
  }

  get current(): PartyView | null {
    return this.#current;
  }

  /** Those that are open, newest last. */
  get invitations(): readonly PartyInvitation[] {
    return this.#invitations;
  }

  /** What was said in this party while one was here, oldest first. */
  get chatLog(): readonly ChatMessage[] {
    return this.#chat.lines;
  }

  /** @throws ParlorError as all that follow, with the server's code */
  create(game?: string): Promise<PartyView | null> {
    return this.#do('party_create', { game }, PARTIES);
  }

  /**
   * What party has this code, null when none has; also for who is not signed in.
   * @throws ParlorError `too_many_joins`
   */
  async look(code: string): Promise<PartyGlance | null> {
    const path = `${PARTIES}/code/${encodeURIComponent(code)}`;
    const { party } = await this.#needs.http.get<{ party: PartyGlance | null }>(path);
    return party;
  }

  /** @throws ParlorError `unknown_party`, `party_full`, `already_in_party`, `too_many_joins` */
  join(code: string): Promise<PartyView | null> {
    return this.#do('party_join', { code }, `${PARTIES}/join`);
  }

  /** @throws ParlorError `unknown_invitation`, and as `join` */
  async accept(from: string): Promise<PartyView | null> {
    try {
      const party = await this.#do('party_join', { from }, `${PARTIES}/join`);
      this.dismiss(from);
      return party;
    } catch (error) {
      if (NO_MORE.includes(asParlorError(error).code)) this.dismiss(from);
      throw error;
    }
  }

  /** Forgets an invitation. */
  dismiss(from: string): void {
    this.#invitations = this.#invitations.filter((one) => one.from !== from);
    this.#needs.changed(this.#current);
  }

  invite(player_id: string): Promise<PartyView | null> {
    return this.#do('party_invite', { player_id }, `${PARTIES}/me/invite`);
  }

  ready(ready: boolean): Promise<PartyView | null> {
    return this.#do('party_ready', { ready }, `${PARTIES}/me/ready`);
  }

  leave(): Promise<PartyView | null> {
    return this.#do('party_leave', {}, `${PARTIES}/me/leave`);
  }

  /** @throws ParlorError `not_leader` */
  kick(player_id: string): Promise<PartyView | null> {
    return this.#do('party_kick', { player_id }, `${PARTIES}/me/kick`);
  }

  /** Another code, and the old one lets nobody in. @throws ParlorError `not_leader` */
  renewCode(): Promise<PartyView | null> {
    return this.#do('party_code', {}, `${PARTIES}/me/code`);
  }

  /** Lets nobody in by the code, or again. @throws ParlorError `not_leader` */
  lock(locked: boolean): Promise<PartyView | null> {
    return this.#do('party_lock', { locked }, `${PARTIES}/me/lock`);
  }

  /** @throws ParlorError `not_leader`, `unknown_game` */
  setGame(game: string): Promise<PartyView | null> {
    return this.#do('party_game', { game }, `${PARTIES}/me/game`);
  }

  /**
   * Opens a table for the party alone; with `bots` those take the empty seats. Everybody is called to it.
   * @throws ParlorError `not_leader`, `party_not_ready`, `too_few_players`, `too_many_players`, `already_in_match`
   */
  async start(bots: boolean): Promise<void> {
    const { lobby, http } = this.#needs;
    await lobby.requestOrHttp('party_start', { bots }, () => http.post(`${PARTIES}/me/start`, { bots }));
  }

  /** @throws ParlorError `needs_socket` while the lobby is not connected by one */
  async say(text: string): Promise<void> {
    await this.#needs.lobby.request('party_chat', { text });
  }

  /** What the lobby told. True when it was about parties. */
  hear({ type, payload }: LobbyMessage): boolean {
    if (type === 'party') this.#take(payload.party);
    else if (type === 'party_invitation') this.#invited(payload);
    else if (type === 'party_chat') this.#hearLines([payload]);
    else if (type === 'party_chat_history') this.#hearLines(payload);
    else return false;
    return true;
  }

  /**
   * The server is reached, again or in another way. A socket's lobby tells of a party; that there is none it does not.
   */
  entered(): void {
    if (this.#current || !this.#needs.lobby.isUp()) void this.#resync();
  }

  muteChanged(): void {
    this.#chat.refresh();
  }

  /** Asks no more, and forgets everything: another player may be next. */
  stop(): void {
    this.#cancelAsk();
    this.#changes += 1;
    this.#current = null;
    this.#invitations = [];
    this.#chat = new ChatLog(this.#needs.muted);
  }

  async #do<T extends Change>(
    type: T,
    payload: LobbyRequests[T]['asks'],
    path: string,
  ): Promise<PartyView | null> {
    const { lobby, http, life } = this.#needs;
    const { party } = await whileAlive(life(), () =>
      lobby.requestOrHttp(type, payload, () => http.post(path, payload)),
    );
    this.#take(party);
    return party;
  }

  async #resync(): Promise<void> {
    const asked = this.#changes;
    try {
      const mine = await this.#needs.http.get<{ party: PartyView | null; chat?: ChatMessage[] }>(
        `${PARTIES}/me`,
      );
      const { party, chat = [] } = mine;
      if (asked === this.#changes) {
        this.#take(party);
        this.#hearLines(chat);
      }
      if (party && !this.#needs.lobby.isUp()) this.#needs.asked();
    } catch (error) {
      const { status, retryAfterMs } = asParlorError(error);
      if (asked === this.#changes && status !== 401) this.#askLater(retryAfterMs);
    }
  }

  #hearLines(lines: readonly ChatMessage[]): void {
    for (const line of lines) if (this.#chat.add(line)) this.#needs.said(line);
  }

  #invited(invitation: PartyInvitation): void {
    const others = this.#invitations.filter(({ from }) => from !== invitation.from);
    this.#invitations = [...others, invitation].slice(-MAX_INVITATIONS);
    this.#needs.invited(invitation);
    this.#needs.changed(this.#current);
  }

  #take(party: PartyView | null): void {
    if (party?.party_id !== this.#current?.party_id) this.#chat = new ChatLog(this.#needs.muted);
    this.#changes += 1;
    this.#current = party;
    this.#cancelAsk();
    if (party && !this.#needs.lobby.isUp()) this.#askLater();
    this.#needs.changed(party);
  }

  #askLater(notBefore = 0): void {
    this.#cancelAsk();
    this.#cancelAsk = this.#needs.clock.after(Math.max(ASK_MS, notBefore), () => void this.#resync());
  }
}
