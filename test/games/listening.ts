import type { Game, GameEvent, StateMaker, TableState } from '../../src/games/game.ts';
import { liveRulesOf } from '../../src/games/liveGame.ts';
import { plain } from '../../src/match/canonical.ts';
import type { JournalEntry, MatchSetup } from '../../src/match/journal.ts';
import { Match } from '../../src/match/match.ts';
import { visibleState } from '../../src/match/view.ts';
import { Wire } from './Wire.ts';

export interface Listening {
  /** One of the players, or with null who only watches. */
  viewer: string | null;
  /** How many entries are done before one listens. */
  from: number;
  /** Game ms to which it is listened if nothing is opened. */
  endedAt: number;
  /** These players have each other's own fields meanwhile: they go round among them. */
  exchanged?: readonly string[];
  /** Whether what is told as something is opened is listened to as well. */
  opening?: boolean;
}

/** Everything that somebody was sent until something was opened. */
export interface Listened {
  lines: string[];
  /** How many entries were done by then. */
  until: number;
  /** Whose own fields are open now. */
  opened: string[];
  exchanged: boolean;
}

interface Listener<S extends TableState> {
  // biome-ignore lint/suspicious/noExplicitAny: a game of any actions and secrets
  game: Game<S, any, any, any>;
  maker: StateMaker<S>;
  opened(state: S): string[];
  /** Whether a player has anything in the own fields now. Everybody has, if it says nothing. */
  holds?(state: S, player: string): boolean;
}

/** So many different actions are tried again and again at the wrong time: what is refused may tell, too. */
const PROBES = 4;

/**
 * Does again what was done, and listens as one of those who look on: patches, the whole state as one who comes back
 * gets it, HTTP, events, the ledger, the deadline, replies and refusals.
 */
export function listen<S extends TableState>(
  { game, maker, opened, holds = () => true }: Listener<S>,
  setup: MatchSetup,
  journal: readonly JournalEntry[],
  { viewer, from, endedAt, exchanged = [], opening = false }: Listening,
): Listened {
  const lines: string[] = [];
  let listens = from === 0; // what is told as the match begins is heard, too
  let wereExchanged = false;
  const hear = (kind: string, what: unknown) => {
    if (listens) lines.push(`${kind}: ${typeof what === 'string' ? what : JSON.stringify(what)}`);
  };
  const event = (what: GameEvent, only?: string) => {
    if (only === undefined || only === viewer) hear('event', what);
  };
  const exchange = (state: S) => {
    if (!listens || opened(state).length > 0) return;
    const holders = exchanged.filter((id) => holds(state, id));
    wereExchanged = goRound(state, holders, maker.ownerFields) || holders.length < 2 || wereExchanged;
  };
  const live = liveRulesOf(game);
  const match = Match.start(exchanging(game, exchange), maker, setup, { event });
  match.foresee(journal); // a game that moves is run to moments between its entries, too
  match.redo(journal.slice(0, from));
  const wire = new Wire(match.state);
  wire.join(viewer);
  wire.patch();
  const done = () => match.over || opened(match.state).length > 0;
  const result = (until: number): Listened => {
    return { lines, until, opened: opened(match.state), exchanged: wereExchanged };
  };
  if (done()) return result(from);
  listens = true;
  exchange(match.state);
  const hearPatch = () => {
    if (live) exchange(match.state);
    hear('patch', wire.patch().get(viewer) ?? '');
  };
  const look = () => {
    hearPatch();
    hear('HTTP', visibleState(maker, match.state, viewer));
    hear('deadline', match.deadline);
    hear('version', match.state.version);
    hear('ledger', match.ledger.entries());
  };
  const patchMs = game.stepMs * (live?.patchSteps ?? Number.POSITIVE_INFINITY);
  /** Goes on, and hears the patches of a game that moves meanwhile: there is no entry for them. */
  const goTo = (at: number) => {
    for (let next = match.now + patchMs; next < at && !done(); next += patchMs) {
      match.runTo(next);
      hearPatch();
    }
    if (!done()) match.runTo(at);
  };
  const probes = probesIn(journal);
  look();
  hear('whole state', wire.join(viewer)); // as one who comes back
  for (const entry of journal.slice(from)) {
    goTo(entry.at - game.stepMs);
    if (done()) return result(entry.seq - 1);
    look();
    if (viewer !== null && viewer !== entry.by) {
      for (const probe of probes) hear('refusal', refusalOf(match, game, maker, viewer, probe));
    }
    const before = lines.length;
    match.redo([entry]);
    const { version, result: told } = match.journal.at(-1) ?? {};
    if (entry.by === viewer) hear('reply', { version, told });
    if (done()) {
      if (opening) look();
      else lines.splice(before); // what opens it tells of it
      return result(entry.seq);
    }
    look();
  }
  goTo(endedAt);
  if (!done()) look();
  return result(journal.length);
}

/**
 * A game after whose every move something is done to the state. One that moves does so all the time: it is left as it
 * is.
 */
export function exchanging<S extends TableState, G extends Listener<S>['game']>(
  game: G,
  exchange: (state: S) => void,
): G {
  if (liveRulesOf(game)) return game;
  return {
    ...game,
    act(table, player, action) {
      const outcome = game.act(table, player, action);
      exchange(table.state);
      return outcome;
    },
    step(table) {
      const changed = game.step(table);
      if (changed) exchange(table.state);
      return changed;
    },
  };
}

function probesIn(journal: readonly JournalEntry[]): object[] {
  const acts = journal.filter(({ kind }) => kind === 'act').map(({ input }) => JSON.stringify(input));
  return [...new Set(acts)].slice(0, PROBES).map((text) => JSON.parse(text));
}

/** What a player would be told who does this now. It is not done. */
function refusalOf<S extends TableState>(
  match: Match<S>,
  game: Listener<S>['game'],
  maker: StateMaker<S>,
  player: string,
  action: object,
): unknown {
  const copy = Match.thaw(game, maker.plain, JSON.parse(JSON.stringify(match.freeze())), match.journal);
  const { reply } = copy.apply(player, { request_id: 'probe', ...action });
  return 'code' in reply ? reply : 'taken';
}

/** Gives each of these players the next one's own fields, in place. True when that made a difference. */
function goRound(state: TableState, ids: readonly string[], fields: readonly string[]): boolean {
  const players = ids.map((id) => state.players.get(id) as unknown as Record<string, unknown>);
  let differs = false;
  for (const field of fields) {
    const values = players.map((player) => plain(player[field]));
    for (const [i, player] of players.entries()) {
      const value = values[(i + 1) % values.length];
      differs ||= JSON.stringify(value) !== JSON.stringify(values[i]);
      if (value !== null && typeof value === 'object') Object.assign(player[field] as object, value);
      else player[field] = value;
    }
  }
  return differs;
}
