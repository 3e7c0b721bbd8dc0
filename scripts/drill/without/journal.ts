import { MatchKeeper } from '../../../src/match/matchKeeper.ts';

/** Actions are acknowledged without being stored. */
MatchKeeper.prototype.stored = async () => {};
