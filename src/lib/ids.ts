/** An id of one kind. A plain string fits, but no id of another kind does. */
type Id<Kind extends string> = string & { readonly __id?: Kind };

export type MatchId = Id<'match'>;
export type PlayerId = Id<'player'>;
export type TicketId = Id<'ticket'>;
export type PartyId = Id<'party'>;
