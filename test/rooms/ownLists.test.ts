import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { t } from '@colyseus/schema';
import type { List, TablePlayer, TableState } from '../../src/games/game.ts';
import { stateMaker } from '../../src/schema/stateMaker.ts';
import { synced } from '../../src/schema/synced.ts';
import { tableFields, tablePlayerFields } from '../../src/schema/table.ts';
import { hosted } from '../../src/table/hosting.ts';
import { bootToy, when } from '../support/bootToy.ts';
import { plentyOfBudget } from '../support/budgets.ts';
import { toy } from '../support/toyGame.ts';

interface Player extends TablePlayer {
  hand: List<number>;
}
type State = TableState<Player>;

const PlayerSchema = synced('OwnListsPlayer', {
  everybody: tablePlayerFields,
  owner: { hand: t.array('uint8') },
});
const maker = stateMaker<State>(
  synced('OwnListsState', { everybody: { ...tableFields, players: t.map(PlayerSchema) } }),
);

const HANDS = [[1, 2, 3], [2, 4, 6], [9], [7, 8, 9, 10, 11]];

/** Who takes is dealt the next hand. */
const dealing = {
  ...toy,
  start: ({ state }: { state: State }) => {
    for (const { hand } of state.players.values()) hand.push(...(HANDS[0] as number[]));
  },
  act: ({ state }: { state: State }, id: string) => {
    const hand = state.players.get(id)?.hand;
    const next = HANDS[(HANDS.findIndex(([first]) => first === hand?.[0]) + 1) % HANDS.length] as number[];
    hand?.splice(0, hand.length);
    hand?.push(...next);
    return { result: {} };
  },
  over: () => false,
  step: () => false,
  leave: () => {},
} as unknown as typeof toy;

describe('a list that only its owner sees', () => {
  it('is what it is, also for who has just joined or come back', async () => {
    const server = await bootToy(undefined, plentyOfBudget(), { game: hosted(dealing as never, maker) });
    try {
      const ids = ['a', 'b', 'c'].map((end) => `00000000-0000-4000-8000-00000000000${end}`);
      const match = '00000000-0000-4000-8000-00000000bbbb';
      const seats = ids.map((id) => ({ id, name: id.slice(-1), bot: false }));
      const order = { match, seed: 's', seats, why: '', quality: 1, region: null, botsAllowed: false };
      await matchMaker.createRoom('toy', { ...order, waitMs: 60_000, batches: [] });
      const rooms = await Promise.all(ids.map((id) => server.client(id).joinById<State>(match)));
      for (const room of rooms) room.onMessage('*', () => {});
      await Promise.all(
        rooms.map((room) => when(room as never, (state: State) => state.phase === 'playing')),
      );
      const [me = ''] = ids;
      for (let i = 1; i < 8; i++) {
        const room = await server.client(me).joinById<State>(match); // in another tab, with nothing known
        room.onMessage('*', () => {});
        const { version } = await room.request('action', { request_id: `r${i}`, action: 'take' });
        await when(room as never, (state: State) => state.version >= version);
        const hand = [...(room.state.players.get(me)?.hand ?? [])];
        assert.deepEqual(hand, HANDS[i % HANDS.length]);
      }
    } finally {
      await server.stop();
    }
  });
});
