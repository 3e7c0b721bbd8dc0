import { parseArgs } from 'node:util';
import { type Config, readConfig } from '../../src/config.ts';
import { Course } from './Course.ts';

/** What an operator asked for. */
interface Asked {
  config: Config;
  folder: string;
  overwrite: boolean;
  endMatches: boolean;
  course: Course;
}

const DEFAULT_MINUTES = 60;
const MOST_MINUTES = 24 * 60;
/** Nothing was begun: the operator can mend it. */
const REFUSED = 2;
const MENDABLE = new Set(['Refused', 'ConfigError']);

/** Runs a command on the folder of a backup. It ends with 0, with 1 when it failed, or with 2 when it did not begin. */
export async function runCommand(usage: string, work: (asked: Asked) => Promise<void>): Promise<void> {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        overwrite: { type: 'boolean', default: false },
        'end-matches': { type: 'boolean', default: false },
        minutes: { type: 'string', default: String(DEFAULT_MINUTES) },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return console.log(usage);
    const minutes = Number(values.minutes);
    const [folder, ...more] = positionals;
    if (!folder || more.length > 0 || !(minutes > 0 && minutes <= MOST_MINUTES)) {
      console.error(usage);
      process.exitCode = REFUSED;
      return;
    }
    const course = new Course({ minutes, say: (text) => console.error(text) });
    const { overwrite, 'end-matches': endMatches } = values;
    await work({ config: readConfig(), folder, overwrite, endMatches, course });
  } catch (error) {
    const { name, message, code } = error as NodeJS.ErrnoException;
    const tooLong = name === 'TimeoutError' || name === 'AbortError';
    console.error(tooLong ? 'It took too long, and was given up: see --minutes.' : message || code);
    process.exitCode = MENDABLE.has(name) || code?.startsWith('ERR_PARSE_ARGS') ? REFUSED : 1;
  }
}
