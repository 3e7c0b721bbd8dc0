import type { JoinOptions } from '../src/protocol/join.ts';
import { PROTOCOL_VERSION } from '../src/protocol/version.ts';

/** What every join says of this client. */
export const OWN_PROTOCOL: JoinOptions = { protocol: PROTOCOL_VERSION };
