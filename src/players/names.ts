import {
  parseRawPattern,
  RegExpMatcher,
  resolveConfusablesTransformer,
  resolveLeetSpeakTransformer,
  toAsciiLowerCaseTransformer,
} from 'obscenity';
import { Problem } from '../lib/problem.ts';
import { isProfane } from '../lib/profanity.ts';
import type { Random } from '../lib/random.ts';

export const MAX_NAME_LENGTH = 24;

/** Control characters, and what does not show or turns the direction of text. U+FE0F only colours an emoji. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?!\uFE0F)\p{DI}/u;

const NO_LETTER = /[^\p{L}\p{N}]/gu;
/** `(…)`, in brackets of any kind: how bots are labelled. */
const LABEL = /\p{Ps}(\P{Pe}*)\p{Pe}/gu;

/** Who has one of these words in the name would be taken for the server or its staff. */
const staff = wholeWords([
  'admin',
  'administrator',
  'mod',
  'moderator',
  'official',
  'operator',
  'parlor',
  'staff',
  'support',
  'system',
]);
const bot = wholeWords(['bot']);

/**
 * A name as a player chose it, in the form in which it is stored: composed (NFC), trimmed, single spaces.
 * @throws Problem 400 `invalid_name`, or `reserved_name` for one that seems to be of the server or of a bot
 */
export function checkName(chosen: unknown): string {
  if (typeof chosen !== 'string') throw invalid('A name is a text.');
  const name = chosen.normalize('NFC').trim().replace(/ +/g, ' ');
  if (name === '') throw invalid('A name needs at least one character.');
  if ([...name].length > MAX_NAME_LENGTH) throw invalid(`A name has at most ${MAX_NAME_LENGTH} characters.`);
  if (UNSEEN.test(name)) throw invalid('A name cannot have invisible characters.');
  if (isProfane(name)) throw invalid('Please choose another name.');
  if (isReserved(name)) throw new Problem(400, 'reserved_name', 'Nobody can be called that.');
  return name;
}

/** A name for somebody who chose none, such as `Bright Heron 42`. */
export function friendlyName(random: Random): string {
  return `${random.pick(ADJECTIVES)} ${random.pick(ANIMALS)} ${random.int(10, 99)}`;
}

function isReserved(name: string): boolean {
  const labels = [...name.matchAll(LABEL)].map(([, label]) => label ?? '');
  // As it is (p@rlor), by its words (Ada/admin), and spelled out (a.d.m.i.n).
  const forms = [name, name.replace(NO_LETTER, ' '), name.replace(NO_LETTER, '')];
  return labels.some((label) => bot.hasMatch(label)) || forms.some((form) => staff.hasMatch(form));
}

/** Finds words that stand alone, also in letters and digits that only look alike. */
function wholeWords(words: readonly string[]): RegExpMatcher {
  return new RegExpMatcher({
    blacklistedTerms: words.map((word, id) => ({ id, pattern: parseRawPattern(`|${word}|`) })),
    blacklistMatcherTransformers: [
      resolveConfusablesTransformer(),
      resolveLeetSpeakTransformer(),
      toAsciiLowerCaseTransformer(),
    ],
  });
}

function invalid(message: string): Problem {
  return new Problem(400, 'invalid_name', message);
}

const ADJECTIVES = [
  'Able Agile Amber Bold Brave Bright Brisk Calm Cheerful Clever Copper Cosmic Crisp Daring Dapper Eager',
  'Early Easy Fair Fleet Gentle Glad Golden Grand Happy Hardy Honest Humble Ivory Jolly Keen Kind Lively',
  'Lucky Lunar Mellow Merry Mighty Modest Nimble Noble Patient Plucky Polite Proud Quick Quiet Rapid Ready',
  'Royal Silver Snug Solar Steady Sunny Swift Tidy Topaz Vivid Warm Wise Witty',
].flatMap((line) => line.split(' '));

const ANIMALS = [
  'Badger Bear Beaver Bison Cat Condor Crane Cricket Deer Dolphin Dove Dragon Eagle Falcon Finch Fox Gecko',
  'Gibbon Hare Hawk Hedgehog Heron Ibex Ibis Jaguar Kestrel Koala Lark Lemur Lion Lynx Magpie Marten Mole',
  'Moose Newt Octopus Orca Otter Owl Panda Parrot Pelican Penguin Puffin Quail Rabbit Raven Robin Salmon',
  'Seal Sparrow Squirrel Stork Swan Tapir Tiger Toucan Turtle Walrus Whale Wolf Wren Yak Zebra',
].flatMap((line) => line.split(' '));
