import pokersolver from 'pokersolver';

/*
 * Reads Poker Hand History files by https://phh.readthedocs.io alone, for no-limit hold'em: the TOML that they are
 * written in, and what their actions make of the stacks. It shares nothing with who writes them.
 */

type Value = string | number | (string | number)[];

export interface PhhHand {
  stacks: number[];
  blinds: number[];
  actions: string[];
  seats: number[];
  /** Everything that is in it. */
  fields: Record<string, Value>;
}

/** The hands of a `.phhs` file, or the one of a `.phh`. @throws Error for what is not of that format */
export function readPhh(text: string): PhhHand[] {
  const tables: Record<string, Value>[] = [];
  let table: Record<string, Value> | undefined;
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const field = /^(\w+) = (.*)$/.exec(line);
    if (/^\[\d+\]$/.test(line) || !table) {
      table = {};
      tables.push(table);
    }
    if (/^\[\d+\]$/.test(line)) continue;
    if (!field?.[1] || field[1] in table) throw new Error(`not TOML: ${line}`);
    table[field[1]] = valueIn(field[2] ?? '');
  }
  return tables.map(handOf);
}

const STRING = /"(?:[^"\\\p{Cc}]|\\["\\bfnrt]|\\u[0-9A-Fa-f]{4})*"/u;

function valueIn(text: string): Value {
  const token = new RegExp(`(${STRING.source}|-?\\d+)`, 'gu');
  const values = [...text.matchAll(token)].map(([one]) =>
    one.startsWith('"') ? JSON.parse(one) : Number(one),
  );
  const shape = text.replace(token, '_');
  if (shape === '_') return values[0];
  if (!/^\[(_(, _)*)?\]$/.test(shape)) throw new Error(`not TOML: ${text}`);
  return values;
}

function handOf(fields: Record<string, Value>): PhhHand {
  if (fields.variant !== 'NT') throw new Error('no hand of no-limit hold’em');
  const list = <T>(name: string) => fields[name] as T[];
  const blinds = list<number>('blinds_or_straddles');
  return {
    stacks: list<number>('starting_stacks'),
    blinds: blinds.length === 2 ? blinds.toReversed() : blinds, // with two, the first is the big blind
    actions: list<string>('actions'),
    seats: list<number>('seats'),
    fields,
  };
}

/** What everybody has once the hand is over. @throws Error for what could not be done */
export function stacksAfter({ stacks: before, blinds, actions }: PhhHand): number[] {
  const stacks = [...before];
  const bets = stacks.map(() => 0);
  const put = stacks.map(() => 0);
  const folded = stacks.map(() => false);
  const shown: (string[] | undefined)[] = stacks.map(() => undefined);
  const board: string[] = [];
  let price = Math.max(...blinds);
  const pay = (i: number, chips: number) => {
    const paid = Math.min(chips, stacks[i] as number);
    for (const [of, by] of [
      [stacks, -paid],
      [bets, paid],
      [put, paid],
    ] as const)
      of[i] = (of[i] as number) + by;
  };
  const live = () => stacks.flatMap((_, i) => (folded[i] ? [] : [i]));
  for (const [i, blind] of blinds.entries()) pay(i, blind);
  for (const action of actions) {
    const [who, what, cards = ''] = action.split(' ');
    if (who === 'd' && what === 'dh') continue;
    if (who === 'd' && what === 'db') {
      const most = Math.max(...live().map((i) => bets[i] as number));
      if (live().some((i) => bets[i] !== most && stacks[i] !== 0))
        throw new Error(`${action}: somebody owes`);
      board.push(...(cards.match(/../g) ?? []));
      bets.fill(0);
      price = 0;
      continue;
    }
    const i = Number(who?.slice(1)) - 1;
    if (!(i in stacks) || folded[i]) throw new Error(`${action}: nobody who could`);
    if (what === 'f') folded[i] = true;
    else if (what === 'cc') pay(i, price - (bets[i] as number));
    else if (what === 'cbr') {
      const total = Number(cards);
      if (!(total > price) || total > (bets[i] as number) + (stacks[i] as number))
        throw new Error(`${action}: no bet`);
      pay(i, total - (bets[i] as number));
      price = total;
    } else if (what === 'sm') shown[i] = cards.match(/../g) ?? [];
    else throw new Error(`${action}: not known`);
  }
  award(stacks, put, live(), shown, board);
  return stacks;
}

/** Pays layer by layer: what only one is in for comes back, and every other is won by the best that was shown. */
function award(
  stacks: number[],
  put: number[],
  live: number[],
  shown: (string[] | undefined)[],
  board: string[],
): void {
  const levels = [...new Set(live.map((i) => put[i] as number))].sort((a, b) => a - b);
  let below = 0;
  for (const [n, level] of levels.entries()) {
    const upTo = n === levels.length - 1 ? Number.POSITIVE_INFINITY : level;
    const amount = put.reduce((sum, chips) => sum + Math.max(0, Math.min(chips, upTo) - below), 0);
    const among = live.filter((i) => (put[i] as number) >= level);
    const winners = among.length === 1 ? among : bestOf(among, shown, board);
    if (winners.length === 0) throw new Error('nobody showed what wins');
    const odd = amount % winners.length;
    for (const [k, i] of winners.entries()) // the first is left of the button
      stacks[i] = (stacks[i] as number) + Math.floor(amount / winners.length) + (k < odd ? 1 : 0);
    below = level;
  }
}

function bestOf(among: number[], shown: (string[] | undefined)[], board: string[]): number[] {
  const hands = among
    .filter((i) => shown[i])
    .map((i) => ({ i, hand: pokersolver.Hand.solve([...(shown[i] as string[]), ...board]) }));
  const best = new Set(pokersolver.Hand.winners(hands.map(({ hand }) => hand)));
  return hands.filter(({ hand }) => best.has(hand)).map(({ i }) => i);
}
