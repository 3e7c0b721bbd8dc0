import assert from 'node:assert/strict';
import { hasPython, stepsThat, verifiedByPython } from '../games/holdem/python.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { PlainPlayer } from '../support/plainPlayer.ts';

/** Hands that are called down, before everybody puts all in. */
const CALM_HANDS = 2;
const CHIPS = 3 * 1500;

/** The part of hold'em's state that this reads, as JSON has it. */
interface HoldemJson {
  phase: string;
  hand: number;
  street: string;
  turn: number;
  turn_no: number;
  price: number;
  pots: { amount: number }[];
  players: Record<
    string,
    { id: string; seat: number; stack: number; bet: number; rank: number; hole?: { a: number; b: number } }
  >;
}

describe('a sit-and-go of hold’em over HTTP alone', function () {
  this.timeout(240_000);
  let server: ParlorProcess;
  before(async () => {
    server = await startParlor();
  });
  after(async () => {
    assert.equal(await server?.stop(), 0);
  });

  it('is played from the queue to the last chip by clients that only fetch', async () => {
    const names = ['Ada', 'Ben', 'Cy'];
    const players = await Promise.all(names.map((name) => PlainPlayer.signIn(server.url, name)));
    const matches = await Promise.all(players.map((player) => player.queueOverHttp({ game: 'holdem' })));
    const [match = ''] = matches;
    assert.deepEqual(new Set(matches), new Set([match]));
    const seen = await Promise.all(players.map((player) => playToTheEnd(player, match)));
    assert.ok(
      seen.some(({ late }) => late > 0),
      'somebody clicked too late, and it did nothing',
    );

    const [ada] = players as [PlainPlayer];
    const record = await recordOf(ada, match);
    assert.equal(record.outcome, 'finished');
    const scores: { rank: number; score: number }[] = record.players;
    assert.deepEqual(
      scores.map(({ score }) => score).sort((a, b) => b - a),
      [CHIPS, 0, 0],
      'the winner has all chips',
    );
    const { body: again } = await ada.act(match, { action: 'fold' });
    assert.equal(again.code, 'match_over');
    if (!hasPython()) return;
    const { code, out, error } = await verifiedByPython(`${server.url}/api/v1/matches/${match}`);
    assert.equal(code, 0, out + error);
    assert.deepEqual(stepsThat('open', out), []);
  });
});

/** The record of a match, once it is stored: the table is told that it is over a moment before. */
async function recordOf(player: PlainPlayer, match: string) {
  const deadline = AbortSignal.timeout(20_000);
  for (;;) {
    const { body } = await player.ask('GET', `/api/v1/matches/${match}`);
    if (body.outcome !== 'running') return body;
    deadline.throwIfAborted();
  }
}

/** Long-polls the state and acts in every turn, naming it; the same again afterwards is too late. */
async function playToTheEnd(player: PlainPlayer, match: string): Promise<{ late: number }> {
  let late = 0;
  let done = -1;
  for (let since = 0; ; ) {
    const { status, body } = await player.ask('GET', `/api/v1/matches/${match}/state?since=${since}`);
    if (status === 404) return { late }; // it is over, and put away
    assert.equal(status, 200, JSON.stringify(body));
    since = body.version;
    const state = body.state as HoldemJson;
    if (state.phase === 'finished') return { late };
    const mine = state.players[player.id];
    if (state.phase !== 'playing' || state.hand === 0 || !mine) continue;
    assertFair(state, player.id);
    if (state.turn !== mine.seat || state.turn_no === done) continue;
    done = state.turn_no;
    const named = { turn_no: state.turn_no };
    const stays = state.price > mine.bet ? 'call' : 'check';
    const action = state.hand > CALM_HANDS ? 'all_in' : stays;
    const first = await player.act(match, { action, ...named });
    const taken = first.status === 200 ? first : await player.act(match, { action: stays, ...named });
    assert.equal(taken.status, 200, JSON.stringify([first.body, taken.body, state]));
    const second = await player.act(match, { action: 'fold', ...named });
    if (second.status !== 200) late += 1;
    assert.notEqual(second.status, 200, 'no action of one turn counts in another');
  }
}

/** Nobody sees the cards of others, and no chip comes or goes. */
function assertFair({ players, pots, street }: HoldemJson, me: string): void {
  const others = Object.values(players).filter(({ id }) => id !== me);
  assert.ok(others.every(({ hole }) => hole === undefined));
  const lying = street === 'over' ? 0 : pots.reduce((sum, { amount }) => sum + amount, 0);
  const chips = Object.values(players).reduce((sum, { stack, bet }) => sum + stack + bet, lying);
  assert.equal(chips, CHIPS);
}
