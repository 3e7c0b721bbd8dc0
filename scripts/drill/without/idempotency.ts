import { Replies } from '../../../src/match/replies.ts';

/** What was answered is forgotten: a request that comes twice is done twice. */
Replies.prototype.find = () => undefined;
