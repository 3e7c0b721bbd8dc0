import type { Mutes } from '../players/mutes.ts';
import { type NamesOf, type Shown, shownIn } from '../players/playerNames.ts';
import type { TellPlayer } from '../players/updates.ts';
import type { ChatLine } from '../protocol/chat.ts';
import type { PartyView } from '../protocol/party.ts';
import { INVITED_SHOWN, partyView } from './parties.ts';
import type { Party } from './party.ts';
import { namesApart } from './partyChanges.ts';

interface PartyTellingNeeds {
  namesOf: NamesOf;
  mutes: Pick<Mutes, 'unheardBy'>;
  tell: TellPlayer;
}

/** Parties as their members see them, and are told of them. */
export class PartyTelling {
  readonly #needs: PartyTellingNeeds;

  constructor(needs: PartyTellingNeeds) {
    this.#needs = needs;
  }

  async view(party: Party): Promise<PartyView> {
    const invited = party.invited.slice(-INVITED_SHOWN);
    const awaited = invited.length > 0 ? await this.#needs.namesOf(invited) : [];
    return partyView(party, new Map([...awaited, ...(await this.names(party))]));
  }

  /** Tells everybody in it. Answers what they see. */
  async told(party: Party): Promise<PartyView> {
    const view = await this.view(party);
    await Promise.all(party.members.map((member) => this.#needs.tell(member.id, 'party', { party: view })));
    return view;
  }

  /** Its members' names, told apart. */
  names(party: Party): Promise<ReadonlyMap<string, Shown>> {
    return namesApart(party, this.#needs.namesOf);
  }

  /** What a player wants to read of what was said, by the names that the writers have now, gone or not. */
  async linesFor(player: string, party: Party): Promise<ChatLine[]> {
    const unheard = await this.#needs.mutes.unheardBy(player);
    const lines = (party.lines ?? []).filter(({ from }) => !unheard.has(from));
    const writers = await this.#needs.namesOf(lines.map(({ from }) => from));
    const names = new Map([...writers, ...(await this.names(party))]);
    return lines.map((line) => ({ ...line, ...shownIn(names, line.from) }));
  }
}
