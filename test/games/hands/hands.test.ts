import { keepsSecrets } from '../keepsSecrets.ts';
import { hands } from './hands.ts';
import { handsMaker } from './handsMaker.ts';

keepsSecrets('hands', {
  game: hands,
  maker: handsMaker,
  opened: ({ players }) => [...players.values()].some(({ shown }) => shown.length > 0),
  seeds: ['one', 'two', 'three', 'four', 'five', 'six'],
});
