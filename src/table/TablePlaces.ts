import type { TablePlayer, TableState } from '../games/game.ts';
import { liveRulesOf, type Place } from '../games/liveGame.ts';
import type { Log } from '../lib/log.ts';
import { Trouble } from '../lib/Trouble.ts';
import type { Places, PlayerPlace } from '../match/places.ts';
import type { HostedGame, TableNeeds, TableOptions } from './hosting.ts';
import type { Seats } from './Seats.ts';

/** Places are told so often at most. */
export const PLACES_EVERY_MS = 1000;
/** What has not changed is told again after so long: it expires. */
const AGAIN_MS = 60_000;

/** Whose place was told, and by which session. */
type ToldPlace = Pick<PlayerPlace, 'player' | 'sid'>;

interface PlacedTable {
  match: string;
  state: TableState;
  seats: Pick<Seats, 'session'>;
  placeOf(player: TablePlayer): Place;
}

interface PlacesNeeds {
  places: Places;
  log: Log;
  /** Epoch ms. */
  now(): number;
}

/** Tells where the people of a table are, while the match is there: what changed, and one call at a time. */
export class TablePlaces {
  readonly #table: PlacedTable;
  readonly #needs: PlacesNeeds;
  readonly #trouble: Trouble;
  /** By player: as JSON, when, and by which session. */
  readonly #told = new Map<string, { text: string; at: number; sid: string }>();
  #telling = false;
  #last: Promise<void> = Promise.resolve();

  constructor(table: PlacedTable, needs: PlacesNeeds) {
    this.#table = table;
    this.#needs = needs;
    this.#trouble = new Trouble('places of players cannot be told', { match: table.match }, needs.log);
  }

  /** Call it again and again. What could not be told is told the next time. */
  tell(): void {
    if (this.#telling) return;
    const now = this.#needs.now();
    const all = this.#tryAll();
    if (!all) return;
    const news = all.filter((place) => {
      const told = this.#told.get(place.player);
      return told?.text !== JSON.stringify(place) || now - told.at >= AGAIN_MS;
    });
    const here = new Set(all.map(({ player }) => player));
    const gone = this.#toldOf().filter(({ player }) => !here.has(player));
    if (news.length + gone.length === 0) return;
    this.#telling = true;
    this.#last = this.#say(news, gone, now).then(
      () => {
        this.#telling = false;
        this.#trouble.worked();
      },
      (error: unknown) => {
        this.#telling = false;
        this.#trouble.failed(error);
      },
    );
  }

  /** The match is over. */
  end(): void {
    const remove = async () => {
      const all = this.#toldOf();
      if (all.length > 0) await this.#needs.places.remove(all);
    };
    this.#last.then(remove).catch(() => {}); // they expire, five minutes after their players went
  }

  async #say(news: readonly PlayerPlace[], gone: readonly ToldPlace[], now: number): Promise<void> {
    const { places } = this.#needs;
    if (news.length > 0) await places.put(news, now);
    for (const place of news)
      this.#told.set(place.player, { text: JSON.stringify(place), at: now, sid: place.sid });
    if (gone.length > 0) await places.remove(gone);
    for (const { player } of gone) this.#told.delete(player);
  }

  #toldOf(): ToldPlace[] {
    return [...this.#told].map(([player, { sid }]) => ({ player, sid }));
  }

  /** Null when the game throws. */
  #tryAll(): PlayerPlace[] | null {
    try {
      return this.#all();
    } catch (error) {
      this.#trouble.failed(error);
      return null;
    }
  }

  #all(): PlayerPlace[] {
    const { state, seats, placeOf } = this.#table;
    return [...state.players.values()].flatMap((player) => {
      const sid = seats.session(player.id);
      if (player.bot || sid === null) return [];
      const status = player.left ? 'left' : player.connected ? state.phase : 'away';
      return [{ player: player.id, sid, ...placeOf(player), status } as PlayerPlace];
    });
  }
}

/** The places of this table; null where its game has none, or nobody is told. */
export function placesAt<S extends TableState>(
  { game }: HostedGame<S>,
  { seats }: { seats: Seats },
  state: S,
  { match }: Pick<TableOptions, 'match'>,
  { places, log, now }: Pick<TableNeeds, 'places' | 'log' | 'now'>,
): TablePlaces | null {
  const placeOf = liveRulesOf(game)?.place as PlacedTable['placeOf'] | undefined;
  if (!places || !placeOf) return null;
  return new TablePlaces({ match, state, seats, placeOf }, { places, log, now });
}
