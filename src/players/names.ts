import { Problem } from '../lib/problem.ts';
import type { Random } from '../lib/random.ts';
import { hasInsult } from '../lib/text/insults.ts';
import { hasInk, seenLength, shownLine } from '../lib/text/shown.ts';
import { readsAsServer } from './reserved.ts';

/** As a person counts them: a flag is one. */
export const MAX_NAME_LENGTH = 24;
/** What a character is made of counts here: the column holds no more. */
export const MAX_NAME_CODE_POINTS = 100;
/** What is looked at at all (UTF-16). */
const MAX_WRITTEN = 1000;

/**
 * A name as a player chose it, in the form in which it is stored: composed (NFC), trimmed, single spaces.
 * @throws Problem 400 `invalid_name`, or `reserved_name` for one that seems to be of the server or of a bot
 */
export function checkName(chosen: unknown): string {
  if (typeof chosen !== 'string') throw invalid('A name is a text.');
  if (chosen.length > MAX_WRITTEN) throw tooLong();
  const given = chosen
    .normalize('NFC')
    .trim()
    .replace(/\p{Zs}+/gu, ' ');
  const name = shownLine(given);
  if (name === '') throw invalid('A name needs at least one character that shows.');
  if (name !== given) throw invalid('A name cannot have invisible characters, nor piles of marks.');
  if (!hasInk(name)) throw invalid('A name needs a letter, a number or a symbol.');
  if (seenLength(name) > MAX_NAME_LENGTH) throw tooLong();
  if ([...name].length > MAX_NAME_CODE_POINTS) {
    throw invalid(
      `The characters of a name have at most ${MAX_NAME_CODE_POINTS} parts in all: use simpler ones.`,
    );
  }
  if (hasInsult(name)) throw invalid('Please choose another name.');
  if (readsAsServer(name)) throw new Problem(400, 'reserved_name', 'Nobody can be called that.');
  return name;
}

/** A name for somebody who chose none, such as `Bright Heron 42`. */
export function friendlyName(random: Random): string {
  return `${random.pick(ADJECTIVES)} ${random.pick(ANIMALS)} ${random.int(10, 99)}`;
}

function tooLong(): Problem {
  return invalid(`A name has at most ${MAX_NAME_LENGTH} characters.`);
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
