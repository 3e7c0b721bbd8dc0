/** A record of a match that is over is changed, and these steps of it are wrong then, and no others. */
interface Change {
  name: string;
  wrong: string[];
  // biome-ignore lint/suspicious/noExplicitAny: records are changed wherever it is
  change(match: any): void;
}

/** What of a record could be changed, or left out, so that less of it is verified: no such thing goes unseen. */
export const leftOut: readonly Change[] = [
  {
    name: 'another commitment of who did not open it',
    wrong: ['start'],
    change({ players }) {
      players.find(unopened).commitment = 'f'.repeat(64);
    },
  },
  {
    name: 'no commitment of who did not open it',
    wrong: ['start'],
    change({ players }) {
      players.find(unopened).commitment = null;
    },
  },
  {
    name: 'another beginning of the chain',
    wrong: ['1 chain', 'start'],
    change(match) {
      match.start_hash = 'f'.repeat(64);
    },
  },
  {
    name: 'no beginning of the chain',
    wrong: ['start'],
    change(match) {
      match.start_hash = null;
    },
  },
  {
    name: 'a chain as it was before',
    wrong: ['1 chain'],
    change(match) {
      delete match.format;
      delete match.start_hash;
    },
  },
  {
    name: 'last hands that were cut off, and nothing that tells how many there were',
    wrong: ['numbers'],
    change(match) {
      delete match.hand_count;
      match.last_hash = null;
      match.hands.splice(-2);
    },
  },
  {
    name: 'no hands at all, and nothing that tells how many there were',
    wrong: ['numbers'],
    change(match) {
      Object.assign(match, { hand_count: null, last_hash: null, hands: [] });
    },
  },
  {
    name: 'a match that is over, and is said to run',
    wrong: ['numbers'],
    change(match) {
      match.running = true;
    },
  },
  {
    name: 'no secret, though the match is over',
    wrong: ['secret'],
    change(match) {
      match.match_secret = null;
    },
  },
  {
    name: 'no seed of a hand, though the match is over',
    wrong: ['2 seed'],
    change({ hands }) {
      hands[1].seed = null;
    },
  },
  {
    name: 'a card that is not opened, though the match is over',
    wrong: ['2 bound'],
    change({ hands }) {
      hands[1].openings.splice(3, 1);
    },
  },
  {
    name: 'one card opened twice in the place of another',
    wrong: ['2 bound'],
    change({ hands: [, { openings }] }) {
      openings[3] = openings[2];
    },
  },
  {
    name: 'later hands, which are not in it',
    wrong: ['numbers'],
    change(match) {
      match.more = true;
    },
  },
  {
    name: 'cards opened in another order',
    wrong: ['2 bound'],
    change({ hands }) {
      hands[1].openings.reverse();
    },
  },
  {
    name: 'a card opened twice',
    wrong: ['2 bound'],
    change({ hands: [, { openings }] }) {
      openings.splice(4, 0, openings[3]);
    },
  },
  {
    name: 'what was shown after a hand opened in another order',
    wrong: ['1 shown'],
    change({ hands }) {
      hands[0].shown_after.openings.reverse();
    },
  },
  {
    name: 'players in another order',
    wrong: ['entropy'],
    change({ players }) {
      players.reverse();
    },
  },
];

/** What a record has beside what is looked at could say anything: it is none, then. */
export const addedTo: readonly Pick<Change, 'name' | 'change'>[] = [
  { name: 'a member of its own', change: (match) => Object.assign(match, { winner: 'ann' }) },
  { name: 'a member of a player', change: ({ players }) => Object.assign(players[0], { cards: 'As Ah' }) },
  {
    name: 'a member of an opened card',
    change: ({ hands }) => Object.assign(hands[1].openings[0], { seat: 2 }),
  },
];

const unopened = (player: { commitment: unknown; value: unknown }) =>
  player.commitment !== null && player.value === null;
