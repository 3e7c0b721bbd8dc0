import { keepsSecrets } from '../keepsSecrets.ts';
import { sparks, sparksMaker } from './sparks.ts';

keepsSecrets('sparks', { game: sparks, maker: sparksMaker, seeds: ['one', 'two'], untilMs: 9_000 });
