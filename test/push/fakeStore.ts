import type {
  DeliveryCounts,
  Head,
  InboxItem,
  Notice,
  Notification,
  NotificationStore,
  Received,
  Since,
  Tally,
  Written,
} from '../../src/push/notification.ts';

/** Notifications in memory, as far as the hub needs them: a test says what is there and when it fails. */
export class FakeStore implements NotificationStore {
  epoch = 'one';
  all: Notification[] = [];
  forgottenSeq = 0;
  muted = new Map<string, string[]>();
  received: Received[] = [];
  /** Who is known to have been written to, by seq. */
  written = new Map<number, Set<string>>();
  /** Said to have been written to. */
  noted: Written[] = [];
  failing = false;
  /** Accepted in one go, for each time. */
  batches: number[] = [];

  async accept(notices: readonly Notice[]): Promise<{ notification: Notification; fresh: boolean }[]> {
    this.#check();
    this.batches.push(notices.length);
    if (notices.some(({ title }) => title === 'broken')) throw new Error('it cannot be stored');
    return notices.map((notice) => {
      const notification = { ...notice, seq: (this.all.at(-1)?.seq ?? 0) + 1 };
      this.all.push(notification);
      return { notification, fresh: true };
    });
  }

  async head(): Promise<Head> {
    this.#check();
    return { epoch: this.epoch, seq: this.all.at(-1)?.seq ?? 0, forgotten: this.forgottenSeq };
  }

  async since(seq: number, limit: number): Promise<{ head: Head; found: Notification[] }> {
    return { head: await this.head(), found: this.all.filter((one) => one.seq > seq).slice(0, limit) };
  }

  async inbox(player: string, seq: number, limit: number): Promise<InboxItem[]> {
    this.#check();
    return this.#of(player)
      .filter((one) => one.seq > seq)
      .slice(0, limit);
  }

  async latest(player: string, before: number | null, limit: number): Promise<InboxItem[]> {
    return this.#of(player)
      .filter((one) => before === null || one.seq < before)
      .reverse()
      .slice(0, limit);
  }

  async unconfirmed(player: string, seq: number, { at, after }: Since, limit: number): Promise<InboxItem[]> {
    return this.#of(player)
      .filter(
        (one) =>
          one.seq <= seq && one.seq > after && one.createdAt >= at && !this.#isReceived(one.seq, player),
      )
      .slice(0, limit);
  }

  async unread(player: string, upTo: number, limit: number): Promise<number> {
    const said = (seq: number) =>
      this.received.some((one) => one.player === player && one.seq === seq && one.receipt !== 'delivered');
    return (await this.latest(player, upTo + 1, limit)).filter(({ seq }) => !said(seq)).length;
  }

  async receive(received: readonly Received[]): Promise<Tally[]> {
    this.#check();
    this.received.push(...received);
    return this.#counted(received);
  }

  async sent(written: readonly Written[]): Promise<Tally[]> {
    this.#check();
    this.noted.push(...written);
    return this.#counted(written);
  }

  async delivery(): Promise<DeliveryCounts | null> {
    return null;
  }

  async mutedTopics(player: string): Promise<string[]> {
    this.#check();
    return this.muted.get(player) ?? [];
  }

  async muteTopics(player: string, topics: readonly string[]): Promise<void> {
    this.muted.set(player, [...topics]);
  }

  async sweep(): Promise<Tally[]> {
    return [];
  }

  #of(player: string): InboxItem[] {
    return this.all
      .filter(({ players }) => players === null || players.includes(player))
      .map((one) => ({
        ...one,
        told: this.written.get(one.seq)?.has(player) ?? false,
        ...{ seenAt: null, actedAt: null, archivedAt: null },
      }));
  }

  #isReceived(seq: number, player: string): boolean {
    return this.received.some((one) => one.seq === seq && one.player === player);
  }

  /** As `sent`, each player once. */
  #counted(written: readonly Written[]): Tally[] {
    return written.flatMap(({ seq, player }) => {
      const one = this.all.find((each) => each.seq === seq);
      const players = this.written.get(seq) ?? new Set();
      if (!one || players.has(player)) return [];
      this.written.set(seq, players.add(player));
      return [{ state: 'sent' as const, kind: one.kind, priority: one.priority, count: 1 }];
    });
  }

  #check(): void {
    if (this.failing) throw new Error('connection terminated');
  }
}
