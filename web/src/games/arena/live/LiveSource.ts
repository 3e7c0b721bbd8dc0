import { LiveMatch } from '../../../../../client/live/LiveMatch.ts';
import type { MatchConnection } from '../../../../../client/MatchConnection.ts';
import { DASHING } from '../../../../../src/games/arena/shared/flags.ts';
import type { Command } from '../../../../../src/games/arena/shared/move.ts';
import { DASH_EVERY } from '../../../../../src/games/arena/shared/numbers.ts';
import type { ArenaPlayer, ArenaState } from '../../../../../src/games/arena/state.ts';
import { arenaShape, type OwnBody } from '../arenaShape.ts';
import { commandOf, NOTHING, type Wish } from '../controls/wish.ts';
import type { Body, KillTold, Moment } from '../moment.ts';
import type { Source } from '../source.ts';
import { OwnShots } from './OwnShots.ts';

const NOBODY: Moment = { tick: 0, me: null, bodies: [], pads: [], core: 0, dash: 1 };

/**
 * A match on a server, as it is to be seen: oneself at once, the others a moment ago. Close it when it is seen no more.
 */
export class LiveSource implements Source {
  readonly #live: LiveMatch<ArenaState, Command, OwnBody>;
  readonly #match: MatchConnection;
  readonly #me: string | null;
  readonly #shots = new OwnShots();
  readonly #unlisten: (() => void)[];
  #wish: Wish = NOTHING;
  /** A tap between two commands counts. */
  #dashes = false;
  #kills: KillTold[] = [];
  /** What is seen while nothing is known: after a drop, what was seen before it. */
  #latest = NOBODY;

  constructor(match: MatchConnection, me: string | null) {
    this.#match = match;
    this.#me = match.role === 'player' ? me : null;
    this.#live = new LiveMatch(match as never, arenaShape, { me: this.#me });
    this.#unlisten = [
      match.on('animation', (event) => {
        if (event.kind === 'kill') this.#kills.push(event as unknown as KillTold);
      }),
      match.on('room', () => this.#shots.reset()),
    ];
  }

  /** Of one's own commands, as the server answered them. */
  get foretold(): { right: number; wrong: number } {
    return this.#live.foretold;
  }

  moment(): Moment {
    const { state } = this.#live;
    if (!state?.players) return this.#latest;
    const own = this.#live.own();
    const bodies: Body[] = [];
    let withdrawn: number[] = [];
    for (const player of state.players.values()) {
      if (player.id !== this.#me || !own) {
        bodies.push(this.#live.seen(player.id) ?? plain(player));
        continue;
      }
      const me = plain(player);
      withdrawn = this.#shots.told(me, this.#live.unanswered);
      bodies.push(this.#own(me, own));
    }
    const dash = own ? 1 - own.dash_wait / DASH_EVERY : 1;
    const { view: tick } = this.#live;
    this.#latest = { tick, me: this.#me, bodies, pads: [...state.pads], core: state.core, dash };
    return { ...this.#latest, withdrawn };
  }

  steer(wish: Wish): void {
    this.#wish = wish;
    // One that is pressed while nothing can be sent is not meant for later.
    this.#dashes = this.#match.room !== null && (this.#dashes || wish.dash);
    const input = commandOf({ ...wish, dash: this.#dashes });
    const sent = this.#live.send(input);
    if (sent === 0) return;
    this.#dashes = false;
    const { body, view, state } = this.#live;
    const player = this.#me === null ? undefined : state?.players.get(this.#me);
    if (!body || !player) return;
    for (let i = 0; i < sent; i++) this.#shots.command({ ...input, view: 0 }, body, player, view);
  }

  kills(): KillTold[] {
    const kills = this.#kills;
    this.#kills = [];
    return kills;
  }

  over(): boolean {
    return this.#match.closed !== null;
  }

  close(): void {
    for (const unlisten of this.#unlisten) unlisten();
    this.#live.close();
  }

  /** Where one's commands put one, looking where one looks. */
  #own(me: ArenaPlayer, own: OwnBody): Body {
    const flags = own.dash > 0 ? me.flags | DASHING : me.flags & ~DASHING;
    return { ...me, x: own.x, y: own.y, aim: this.#wish.aim, flags, ...this.#shots.shown };
  }
}

/** A player as plain fields, apart from what the SDK goes on to change. */
function plain(player: ArenaPlayer): ArenaPlayer {
  return 'toJSON' in player ? (player as unknown as { toJSON(): ArenaPlayer }).toJSON() : player;
}
