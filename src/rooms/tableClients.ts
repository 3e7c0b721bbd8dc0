import { CloseCode } from '@colyseus/core';
import type { InputSource } from '../match/commands.ts';
import { measuredLine } from '../match/heldView.ts';
import { CLOSE_CODES } from '../protocol/closeCodes.ts';
import type { GameMessages } from '../protocol/game.ts';
import { readRefs } from '../schema/refs.ts';
import type { HostedTable } from '../table/HostedTable.ts';
import type { TableClients } from '../table/hosting.ts';
import type { Lines } from './Lines.ts';
import type { Sessions } from './Sessions.ts';

/** What a table reaches its clients through. */
interface TableRoom {
  readonly table: Pick<HostedTable<never>, 'seats'>;
  /** None while it is being opened. */
  readonly state: object;
  broadcast(type: keyof GameMessages, payload: GameMessages[keyof GameMessages]): void;
  disconnect(closeCode: number): unknown;
  /** By session, where the room takes inputs. */
  readonly inputs?: { get(session: string): InputSource } | undefined;
}

/** The clients of a game room, as its table reaches them. `show` sends them the state as it is. */
export function tableClients(
  room: TableRoom,
  sessions: Sessions,
  lines: Lines | null,
  show: () => void,
): TableClients {
  return {
    show,
    broadcast: (type, payload) => room.broadcast(type, payload),
    send: (player, type, payload) => room.table.seats.client(player)?.send(type, payload),
    inputs: (player) => {
      const client = room.table.seats.client(player);
      return client ? room.inputs?.get(client.sessionId) : undefined;
    },
    line: (player) => {
      const client = lines && room.table.seats.client(player);
      return client ? (lines.measured(client.sessionId) ?? measuredLine([])) : undefined;
    },
    sessions: () => sessions.stored(),
    refs: () => (room.state ? readRefs(room.state) : null),
    close: () => void room.disconnect(CLOSE_CODES.room_closed),
    handOff: () => {
      // Without an id the room leaves the listing alone: it is the new owner's by now.
      const listed = room as unknown as { _listing: { roomId?: string } };
      listed._listing = { ...listed._listing, roomId: undefined } as typeof listed._listing;
      void room.disconnect(CloseCode.MAY_TRY_RECONNECT);
    },
  };
}
