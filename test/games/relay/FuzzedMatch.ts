import assert from 'node:assert/strict';
import type { GameEvent, StateMaker } from '../../../src/games/game.ts';
import type { RelayAction } from '../../../src/games/relay/messages.ts';
import { PUZZLES } from '../../../src/games/relay/puzzles/registry.ts';
import { relay } from '../../../src/games/relay/relay.ts';
import { bySeat } from '../../../src/games/relay/ring.ts';
import type { RelayState } from '../../../src/games/relay/state.ts';
import type { RelaySecret, RelayTable } from '../../../src/games/relay/table.ts';
import { Random } from '../../../src/lib/random.ts';
import { canonical } from '../../../src/match/canonical.ts';
import { Match } from '../../../src/match/match.ts';
import { visibleState } from '../../../src/match/view.ts';
import { relayMaker } from '../../../src/schema/relay.ts';

/** A match that random people and bots play, with all that is needed to doubt it. */
export class FuzzedMatch {
  readonly random: Random;
  readonly events: { event: GameEvent; only: string | undefined }[] = [];
  readonly people: string[];
  table: RelayTable | undefined;
  match: Match<RelayState, RelayAction, RelaySecret>;
  #asked = 0;
  requests: { player: string; request: unknown }[] = [];
  readonly maker: StateMaker<RelayState>;

  constructor(seed: string, maker: StateMaker<RelayState>) {
    this.maker = maker;
    this.random = Random.seeded(`fuzz ${seed}`);
    const seats = Array.from({ length: this.random.int(3, 5) }, (_, i) => ({
      id: `player-${this.random.uint32()}`,
      name: `Player ${i}`,
      bot: this.random.chance(0.4),
      skill: this.random.float(),
    }));
    this.people = seats.filter(({ bot }) => !bot).map(({ id }) => id);
    this.match = Match.start(this.game(), maker, { id: seed, game: 'relay', seed, seats }, this.sinks());
  }

  /** Relay, with an eye on its table. */
  game(): typeof relay {
    const over = (table: RelayTable) => {
      this.table = table;
      return relay.over(table);
    };
    return { ...relay, over };
  }

  sinks() {
    return {
      event: (event: GameEvent, only?: string) => this.events.push({ event, only }),
    };
  }

  /** Something happens. */
  act(): void {
    if (this.random.chance(0.55)) this.match.advance(this.random.int(0, 900));
    else if (this.random.chance(0.003)) this.match.leave(this.anybody());
    else if (this.random.chance(0.01)) this.match.command('decay', 'operator');
    else if (this.random.chance(0.15) && this.requests.length > 0) this.repeat();
    else this.request();
  }

  /** A request comes again. */
  repeat(): void {
    const { player, request } = this.random.pick(this.requests);
    const before = canonical(this.match.state);
    this.match.apply(player, request);
    assert.equal(canonical(this.match.state), before, 'a repeated request changed something');
  }

  /** A new request comes, twice. */
  request(): void {
    const player = this.random.chance(0.97) ? this.anybody() : 'nobody';
    const request = { request_id: `r${this.#asked++}`, ...this.action(player) };
    const { reply } = this.match.apply(player, request);
    if (!('code' in reply)) this.requests.push({ player, request });
    assert.deepEqual(this.match.apply(player, request).reply, reply);
  }

  anybody(): string {
    return this.random.pick(this.people.length > 0 ? this.people : ['nobody']);
  }

  action(player: string): Record<string, unknown> {
    const open = this.table?.secret.open[player];
    const puzzle_id = open?.id ?? '1-1';
    if (open && this.random.chance(0.45)) return { action: 'answer', puzzle_id, answer: open.answer };
    if (open && this.random.chance(0.2)) {
      return { action: 'answer', puzzle_id, answer: PUZZLES[open.type].slip(open, this.random) };
    }
    return this.random.pick<Record<string, unknown>>([
      { action: 'answer', puzzle_id, answer: '?' },
      { action: 'answer', puzzle_id: '1-1', answer: '7' },
      { action: 'answer', puzzle_id: `${this.random.int(0, 6)}-${this.random.int(0, 30)}`, answer: '7' },
      { action: 'answer', puzzle_id },
      { action: 'answer', puzzle_id, answer: 'x'.repeat(65) },
      { action: 'skip' },
      { action: 'skip', puzzle_id },
      { action: 'skip', puzzle_id: '2-2' },
      { action: 'cheat', points: 1000 },
      {},
    ]);
  }

  /** What holds after whatever happened. */
  check(): void {
    const { state, ledger, over } = this.match;
    let sum = ledger.balance('house');
    for (const player of bySeat(state)) {
      assert.ok(Number.isSafeInteger(player.points) && player.points >= 0);
      assert.equal(ledger.balance(player.id), player.points);
      sum += player.points;
      const open = this.table?.secret.open[player.id];
      assert.equal(open !== undefined, player.active);
      assert.equal(player.puzzle.id, open?.id ?? '');
      assert.ok(player.active ? player.points > 0 && !player.left : player.points === 0);
    }
    assert.equal(sum, 0);
    const active = bySeat(state).filter((player) => player.active).length;
    assert.equal(over, active < 2 || state.elapsed >= state.ends_at);
    assert.equal(this.events.filter(({ event }) => event.kind === 'over').length, over ? 1 : 0);
    this.checkAwards();
    this.checkSecrets();
    this.events.length = over ? this.events.length : 0;
  }

  /** One award per solve, to somebody who is in the ring. */
  checkAwards(): void {
    const kinds = (kind: string) => this.events.filter(({ event }) => event.kind === kind);
    assert.equal(kinds('award').length, kinds('solved').length);
    for (const { event } of kinds('award')) assert.notEqual(event.from, event.to);
  }

  /** Long answers to open puzzles are in nothing that anybody may see. (Short ones stand in other numbers.) */
  checkSecrets(): void {
    const open = Object.entries(this.table?.secret.open ?? {});
    const views = [...this.people, null].map((viewer) => visibleState(relayMaker, this.match.state, viewer));
    const names = /"(kind|type)":"\w+"|"\w+":/g; // the word could be `solved`
    const seen = JSON.stringify([views, this.events]).replace(names, '');
    for (const [, { answer, type }] of open) {
      if (type === 'odd_one_out' || answer.length < 6) continue;
      assert.ok(!seen.includes(type === 'sudoku' ? answer : `"${answer}"`), `${type} ${answer}`);
    }
  }

  /** Stops, and goes on from what is left as text, as another process would. */
  move(): void {
    const text = JSON.stringify(this.match.freeze());
    this.match = Match.thaw(this.game(), this.maker, JSON.parse(text), this.match.journal, this.sinks());
  }
}
