/*
 * What nobody should have to read, as parts of regular expressions over small Latin letters. Surnames, towns, animals
 * and words that hold such a word pass by being longer than it: it counts whole, with beginnings and endings of its
 * own.
 */

/** Bad wherever it stands: nothing harmless holds it. */
const ANYWHERE = [
  '(?:f+|ph)[uv]+[ckq]+k+',
  '(?<!s)ni+gg+(?:e+r|a(?!rd)|uh)',
  'cocksuck|blowjob|handjob|bullshit|dickhead|shithead',
  'cum(?:shot|slut|dump)',
  'masturbat|ejaculat|gangbang|chingchong',
  'suckmy(?:dick|cock|balls|nuts)',
];

/** Bad as a whole word, and with any of the beginnings and endings below. */
const STEMS = [
  'c+u+n+t+|kunt|cvnt|sl+u+t+|slvt|twat|wank|faggot|pussy',
  'bi+a?t+c+h+|byt?ch|be+o*tch|biotch|who+re',
  's+h+i+t+|shite|sh[yv]t|sheit',
  'fc+k|fcuk|fukc|fvk|phuk|fu[xh]k',
];
const BEGINNINGS =
  'mother|mutha|bull|horse|dog|bat|ape|dumb|dip|jack|fat|big|dirty|ugly|little|lil|filthy|stupid|crazy|your?|youre|ur|my|' +
  'the|im|iam|such|super|mega|ultra|total|real|king|mr|sonofa|holy|hot|eat|oh|no|hey|xx+';
const FEW_BEGINNINGS = 'big|fat|dirty|filthy|stupid|ugly|little|lil|my|you|your|youre|xx+';
const ENDINGS =
  's|es|ed|er|erz|ers|in|ing|y|ies|tard|ty|ter|ters|tier|ting|ted|faces?|faced|heads?|holes?|lord|bags?|wads?|wipes?|' +
  'boy|girl|man|dude|bro|guy|lol|master|queen|king|lover|stick|stain|storm|show|post|house|you|u|off|up|ass|fest|job|cake|' +
  'eater|sucker|licker|monkey|brains?|xx+';

/** Bad as a whole word, and with one of a few beginnings: theRAPIST is harmless. */
const WORDS = [
  'ass(?:es)?|(?:dumb|lazy|lard)ass(?:es)?|azzhole',
  'bitche?z|faggotz|whorez|slutz|assholez',
  '(?:ass|arse)(?:holes?|hats?|faces?|wipes?|clowns?|lick(?:er|ers)?|kiss(?:er|ers)?|munch)|arse[ds]?',
  'abeed|africoon|arabush|boonga',
  'anal|anus(?:es)?',
  'bastards?|bollocks?|boobs?|boobies|butt(?:plugs?|hole)|beastiality|bestiality',
  'chinks?|clits?|cucks?|cuckold',
  'cocks?|cock(?:head|face)|cums?|cum(?:face|bucket)',
  'dick(?:face|wad|hole|bag|weed|less|pics?|suckers?)|dildos?|deepthroat|doggystyle',
  'fags?|faggy|fagg?ots?|fggots?|fellatio|felch(?:ing)?|fingerbang|fisting',
  'fu[kq]|fucc|fuk(?:er|ers|in|ing|y?ou|off|ya)',
  'hentai|incest|jerkoff|jizz|kikes?',
  'negro(?:e?s)?|nigg?s?|nigg[ae]z?s?',
  'orgasms?|orgy|orgies',
  'penis(?:es|head)?|pnis|piss|piss(?:ed|er|ing|off|head|y|es)|porn|porno|pornhub|pornstars?|pornography|prn',
  'pricks?|pussies|pssy',
  'rape[ds]?|raping|rapists?|retard(?:s|ed)?',
  'sexx*|sexx*y+|spastics?|spaz',
  'tits|titty|titties|tiddies|tranny|trannies|turds?',
  'vaginas?|vaginal',
];

/** Harmless though a word in it is not: birds, plants, towns, bands, Latin. A space stands for a hyphen as well. */
const HARMLESS = [
  '(?:blue|great|coal|marsh|willow|crested|bearded|tailed|penduline|azure|varied|siberian|sombre|ground|bush|tree) tits',
  '(?:weather|stop|black|moor|turkey|fighting|game|wood|heath|storm) cocks?',
  'cock (?:robin|sparrow|a|and bull|of the|crows?|pheasant|lane)',
  'pussy (?:cats?|willows?|riot|galore|foot)',
  '(?:wild|african|asiatic|nubian|somali|syrian|persian|jenny|jack|kick|bad|smart) ass(?:es)?',
  'oilseed rape|rape (?:seed|oil|blossom|of the lock)',
  'cum laude|kitchen cum (?:dining|living)|[a-z]{4,}-cum-[a-z]{3,}|(?:chorlton|stow|shingay|bottisham) cum [a-z]+',
  'butthole surfers|bitches brew|cock sparrer|en retard',
  'pin pricks?|chinks? (?:in|of)',
  '(?:rio|cerro|gato|perro|mar|toro|lobo|del|puerto|pico|oso|vino|monte|arroz) negro',
  '(?:footed|brown|masked|nazca|peruvian|abbotts) boobies',
  'sex (?:pistols|education|ratio|chromosomes?)|(?:same|opposite|fair|fairer|either|both|single) sex',
].map((phrase) => phrase.replaceAll(' ', '[ -]'));

/** A word that is bad as a whole. */
export const WHOLE = new RegExp(
  `^(?:(?:${BEGINNINGS})?(?:${STEMS.join('|')})(?:${ENDINGS})?s?|(?:${FEW_BEGINNINGS})?(?:${WORDS.join('|')})(?:xx+)?)$`,
);
/** What is bad inside of a word, too. */
export const INSIDE = new RegExp(ANYWHERE.join('|'), 'g');
/** What is harmless although a word in it is not. */
export const HARMLESS_PHRASE = new RegExp(`(?<![a-z])(?:${HARMLESS.join('|')})(?![a-z])`, 'g');

/** What is bad only in these words together. */
export const RUDE_PHRASE =
  /(?<![a-z])(?:suck(?:ing|s)?|eat|lick) (?:my|his|a|your) (?:dick|cock|balls|nuts)(?![a-z])/g;

/** Words known although one space is in them (`fuc k`). */
export const BROKEN = [
  'asshole bastard bitch bitches cunt cunts faggot fuck fucked fucker fucking fucks nigga nigger pussy shit shits',
  'shitty slut twat wanker whore',
].flatMap((words) => words.split(' '));

/** Words known although signs stand for some of their letters (`f*ck`, `sh_t`). */
export const MASKED = [
  ...BROKEN,
  ...'assholes bastard cock cocks cocksucker dickhead motherfucker niggers penis retard sluts twats whores'.split(
    ' ',
  ),
];
