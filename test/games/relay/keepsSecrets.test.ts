import { relay } from '../../../src/games/relay/relay.ts';
import { relayMaker } from '../../../src/schema/relay.ts';
import { keepsSecrets } from '../keepsSecrets.ts';

keepsSecrets('relay', { game: relay, maker: relayMaker, untilMs: 60_000 });
