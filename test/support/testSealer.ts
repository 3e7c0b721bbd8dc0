import { Sealer } from '../../src/lib/sealer.ts';

/** For tests that do not look at what is sealed. */
export const testSealer = new Sealer({ current: 'a secret of tests, which everybody knows' });
