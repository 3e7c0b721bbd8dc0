import assert from 'node:assert/strict';
import type { PuzzleData } from '../../../src/games/relay/assignment.ts';
import { bot } from '../../../src/games/relay/bot.ts';
import type { RelayAction } from '../../../src/games/relay/messages.ts';
import { relay } from '../../../src/games/relay/relay.ts';
import type { RelayTable } from '../../../src/games/relay/table.ts';
import { Random } from '../../../src/lib/random.ts';
import { Match } from '../../../src/match/match.ts';
import { visibleState } from '../../../src/match/view.ts';
import { relayMaker } from '../../../src/schema/relay.ts';
import { pass, seenBy, startedTable } from './relayTable.ts';

const PEOPLE = ['ann', 'bob', 'cid', 'dan'];

/** An answer of a bot, which cannot work out what a mark stands for: the mark itself, most of the time. */
function answered(
  table: RelayTable,
  action: RelayAction | undefined,
  player: string,
): RelayAction | undefined {
  const open = table.secret.open[player];
  if (!action || !open || table.now % 7 === 0) return action;
  return { action: 'answer', puzzle_id: open.id, answer: open.answer };
}

describe('relay secrets', () => {
  it('RL21 nothing that is sent depends on the answer to an open puzzle', () => {
    // Every answer is replaced by a mark as soon as it exists; then a whole match is listened to.
    const marks = new Map<string, { owner: string; closed: boolean }>();
    let table: RelayTable | undefined;
    const mark = () => {
      for (const [owner, open] of Object.entries(table?.secret.open ?? {})) {
        if (marks.has(open.answer)) continue;
        const n = String(marks.size);
        const letters = n.replace(/\d/g, (digit) => 'bcdfghjklm'.charAt(Number(digit)));
        open.answer = {
          arithmetic: `9090909${n}`,
          sequence: `9090909${n}`,
          anagram: `xqzxqz${letters}`,
          cipher: `xqzxqz${letters}`,
          odd_one_out: `xqzxqz${letters}`,
          sudoku: `5656565656${n}`,
          memory: `Q7070707${n}`,
        }[open.type];
        marks.set(open.answer, { owner, closed: false });
      }
    };
    const marked: typeof relay = {
      ...relay,
      start(on) {
        table = on;
        relay.start(on);
        mark();
      },
      act(on, player, action) {
        const outcome = relay.act(on, player, action);
        mark();
        return outcome;
      },
      step(on) {
        const changed = relay.step(on);
        mark();
        return changed;
      },
    };
    const sent: { text: string; to: string | null }[] = [];
    const random = Random.seeded('listener');
    const seats = PEOPLE.map((id) => ({ id, name: id, bot: false }));
    const match = Match.start(
      marked,
      relayMaker.plain,
      { id: 'm', game: 'relay', seed: 'secrecy', seats },
      { event: (event, only) => sent.push({ text: JSON.stringify(event), to: only ?? null }) },
    );
    const minds = new Map(PEOPLE.map((id) => [id, { random, skill: 0.7, notes: {}, lookAt: 0 }]));

    for (let i = 0; !match.over; i++) {
      match.advance(200);
      for (const [player, mind] of minds) {
        const skips = random.chance(0.003);
        const action = skips
          ? { action: 'skip' }
          : table && answered(table, bot(seenBy(table, player), mind), player);
        if (!action) continue;
        const { reply } = match.apply(player, { request_id: `${i}`, ...action });
        sent.push({ text: JSON.stringify(reply), to: player });
      }
      for (const viewer of [...PEOPLE, null]) {
        sent.push({ text: JSON.stringify(visibleState(relayMaker, match.state, viewer)), to: viewer });
      }
      sent.push({ text: JSON.stringify(match.ledger.entries()), to: null });
    }

    assert.ok(marks.size > 40, `${marks.size} puzzles`);
    let told = 0;
    for (const { text, to } of sent) {
      const found = text.match(/9090909\d+|xqzxqz[b-m]*|5656565656\d+|Q7070707\d+/)?.[0];
      if (found === undefined) continue;
      const { kind } = JSON.parse(text) as { kind?: string };
      assert.deepEqual([kind, to], ['answer', marks.get(found)?.owner], text);
      told += 1;
    }
    assert.ok(told > 0, 'no puzzle was skipped');
  });

  it('RL22 shows a puzzle to its player alone', () => {
    const table = startedTable();
    pass(table, 10_000);
    for (const viewer of ['ann', 'bob', null]) {
      const { players } = visibleState(relayMaker, table.state, viewer) as {
        players: Record<string, { puzzle?: { question: string } }>;
      };
      for (const [id, player] of Object.entries(players)) {
        assert.equal(player.puzzle?.question !== undefined, id === viewer);
      }
      const text = JSON.stringify(players);
      for (const { id, puzzle } of table.state.players.values()) {
        assert.equal(text.includes(JSON.stringify(puzzle.question)), id === viewer);
      }
    }
  });

  it('RL20 keeps every puzzle, with what became of it', () => {
    const table = startedTable(['ann', 'bob', 'cid']);
    const mind = { random: Random.seeded('mind'), skill: 0.6, notes: {}, lookAt: 0 };
    for (let i = 0; i < 1500 && !relay.over(table); i++) {
      pass(table, 100);
      const action = bot(seenBy(table, 'ann'), mind);
      if (action) relay.act(table, 'ann', action);
    }

    const records = [...table.records, ...(relay.records?.(table) ?? [])].map(({ player, data }) => ({
      player,
      ...(data as PuzzleData),
    }));

    const ann = records.filter(({ player }) => player === 'ann');
    assert.equal(new Set(records.map(({ id }) => id)).size, records.length);
    assert.equal(
      ann.filter(({ outcome }) => outcome === 'solved').length,
      table.state.players.get('ann')?.solved,
    );
    assert.ok(ann.length > 3);
    for (const [i, record] of ann.entries()) {
      assert.ok(record.prompt.length > 0 && record.answer.length > 0);
      if (record.outcome !== 'open') assert.equal(record.closedAt, ann[i + 1]?.openedAt);
    }
  });
});
