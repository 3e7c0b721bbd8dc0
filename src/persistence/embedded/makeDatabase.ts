import { makePglite } from './openPglite.ts';

/** A process that makes a database and ends: what making it takes of memory, the server does not keep. */
const [directory = ''] = process.argv.slice(2);
await makePglite(directory);
