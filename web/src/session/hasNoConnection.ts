import type { ConnectionStatus } from '../../../client/status.ts';

/** Whether nothing of the server comes here: what runs down is not known any more, and little can be done. */
export function hasNoConnection(status: ConnectionStatus): boolean {
  return status === 'reconnecting' || status === 'offline' || status === 'elsewhere';
}
