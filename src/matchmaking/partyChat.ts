import { CHAT_RATE, chatLine } from '../lib/chatLine.ts';
import { type CounterOf, RateLimit, spend } from '../lib/rateLimit.ts';
import type { Mutes } from '../players/mutes.ts';
import { type NamesOf, shownIn } from '../players/playerNames.ts';
import type { TellPlayer } from '../players/updates.ts';
import type { PartyPlayer } from './parties.ts';
import type { PartyLine } from './party.ts';
import { namesApart, type PartyChanges } from './partyChanges.ts';

interface PartyChatNeeds {
  changes: PartyChanges;
  namesOf: NamesOf;
  mutes: Pick<Mutes, 'deafTo'>;
  tell: TellPlayer;
  now(): number;
  counterOf?: CounterOf | undefined;
}

/** Lines that one who comes, or comes back, may read. */
const MAX_LINES = 30;

/** What members of a party say to each other. The last lines are kept with the party. */
export class PartyChat {
  readonly #needs: PartyChatNeeds;
  readonly #rate: RateLimit;

  constructor(needs: PartyChatNeeds) {
    this.#needs = needs;
    this.#rate = new RateLimit('party:chat', CHAT_RATE, needs.counterOf);
  }

  /** Tells all members. @throws Problem 400 `invalid_chat`; 404 `no_party`; 429 `chat_too_fast` */
  async say({ id: from }: PartyPlayer, said: string): Promise<{ id: number }> {
    const { changes, mutes, namesOf, now, tell } = this.#needs;
    const text = chatLine(said);
    await spend(this.#rate, from, 'chat_too_fast', 'Slower, please.');
    const at = now();
    let line: PartyLine = { id: at, from, text, at, spectator: false };
    const party = await changes.change(from, (party) => {
      const lines = party.lines ?? [];
      // Chosen anew with each try: another process may have said something in the same millisecond.
      line = { ...line, id: Math.max(at, (lines.at(-1)?.id ?? 0) + 1) };
      return { ...party, lines: [...lines, line].slice(-MAX_LINES) };
    });
    const shown = shownIn(await namesApart(party, namesOf), from);
    const players = party.members.map(({ id }) => id);
    const deaf = await mutes.deafTo(from, players);
    const hearing = players.filter((id) => !deaf.has(id));
    await Promise.all(hearing.map((id) => tell(id, 'party_chat', { ...line, ...shown })));
    return { id: line.id };
  }
}
