import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';
import { Problem } from '../lib/problem.ts';
import type { Random } from '../lib/random.ts';

export const MAX_NAME_LENGTH = 24;

/** Control characters, and what does not show or turns the direction of text. U+FE0F only colours an emoji. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?!\uFE0F)\p{DI}/u;

const profanity = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });

/**
 * A name as a player chose it, in the form in which it is stored: composed (NFC), trimmed, single spaces.
 * @throws Problem 400 `invalid_name`
 */
export function checkName(chosen: unknown): string {
  if (typeof chosen !== 'string') throw invalid('A name is a text.');
  const name = chosen.normalize('NFC').trim().replace(/ +/g, ' ');
  if (name === '') throw invalid('A name needs at least one character.');
  if ([...name].length > MAX_NAME_LENGTH) throw invalid(`A name has at most ${MAX_NAME_LENGTH} characters.`);
  if (UNSEEN.test(name)) throw invalid('A name cannot have invisible characters.');
  if (profanity.hasMatch(name)) throw invalid('Please choose another name.');
  return name;
}

/** A name for somebody who chose none, such as `Bright Heron 42`. */
export function friendlyName(random: Random): string {
  return `${random.pick(ADJECTIVES)} ${random.pick(ANIMALS)} ${random.int(10, 99)}`;
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
