import { isProfane } from '../../lib/profanity.ts';

/**
 * What a profanity filter lets pass, and what nobody wants to unscramble in company: beginnings of words by what they
 * are about, `$` where only the whole word is meant.
 */
const UNKIND: Record<string, string> = {
  violence:
    'abduct abus aggress ambush ammun arson assail assassin assault atroc attack bash$ bashing batter$ battle beaten ' +
    'beating bludg bomb brawl brut bullet bully carnage cruel crush dagger danger deadly destroy devast ' +
    'enemi enemy execut explod explos fight fist fought genocid gore$ gory grenade gun$ guns$ gunned harm$ harmful ' +
    'hatred hate hijack hostag hostil hurt injur invad invas kick kidnap kill knife knives knock lethal lynch mangl ' +
    'accident conquer demolish hunt massac menac missile molest murder mutilat nuclear oppress poison punch punish rape rapist revenge riot ' +
    'sabotag scream shoot shot slap slash slaught slave smash soldier stab$ stabb strang struck terror terrif ' +
    'threat tortur tragic trap$ traps trapp vicious victim violat violen war$ warfare wartime weapon whip wound wreck wring',
  illness:
    'ache$ addict agony ailing allerg anaemi asylum bacteri biting bitten cancer choler cough coma$ crippl dement ' +
    'depress diabet diarrh diseas drug epidem faint fatal fever germ$ germs headache hospital ill$ illness infect ' +
    'insan itch leper lunatic mad$ madness mental migrain nausea numb$ numbest obes pain paranoi plagu pregnan puke ' +
    'abnormal anxious disab impair pill$ pills rash$ scar$ scars sick sore$ spasm stomach surgery swollen symptom syndrom therapy tumour ulcer unwell virus ' +
    'viruses vomit wart',
  body:
    'abdomen anal$ anus arse ass$ belch bladder bleed blood boob bottom bowel breast breath burp bust$ busts busty butt$ ' +
    'butts crotch diaper erotic fart flush gut$ guts gutter hairy intimat kinky lavator lesbian lick loo$ lust ' +
    'moan naked nappy nappies naughty nipple nude oral$ pant$ pants panting pee$ peed peeing period phlegm piss poo$ ' +
    'poop prick puberty pubic pus$ saliva screw sex smell snog snot spit spits stink strip suck sweat tampon thigh ' +
    'throb tit$ toilet tongue topless underwear urin virgin wee$ wet$ wets$ wetting womb condom hooker hooking horny bent$ ' +
    'bang bred$ fairy queer hump naff',
  insult:
    'asham bastard bigot blame bloody bloodi boring bugger childish clumsy coward crap crazy cretin cynic daft damn ' +
    'despic disgust dope$ duff dull$ dumb elitis fat$ fatuous feeble filth fool freak futile goof greed hateful ' +
    'hideous hopeless horrid horrif horribl horror hypocri idiot ignoran imbecil immatur immoral inferior insult ' +
    'jerk lame$ lazi lazy liar loser lous lunac mindless miser mock moron nasty nerd nuts$ obscen pathetic pest$ pig$ ' +
    'pigs prat$ rascal ridicul rotten savage scum shame silli silly snob spastic stupid tactless tart$ thick$ ' +
    'degrad helpless infam monster nuisance unwanted weasel trash twit$ ugl useless vulgar weak wicked wimp witch worthless wretch',
  touchy:
    'abort atheis bible biblical bishop catholic christ church crusad cult$ cults demon dictator devil divine dogma ethnic ' +
    'fascist feminis gender ghastly god$ gods handicap heaven hell$ heroin hereti holy immigra infidel islam jesus jew ' +
    'civilis coloni colony deity deities imperial juvenile orthodox lord$ lords naive native nazi preach pray priest prophet race$ races racial racis radical religio satan sect$ ' +
    'sects sin$ sins sinful sinned trinity worship peasant censor elderly orphan refugee sufferer suffer',
  death:
    'corpse coffin dead death die$ died$ dies$ doom dying funeral grave$ graves mortal mourn perish skull skelet suicid tomb',
  crime:
    'accus blackmail cheat imprison bribe convict corrupt crime criminal culprit fraud gang$ gangs guilt illegal jail libel prison ' +
    'scandal steal stole theft thie thug',
  vice: 'alcohol beer booze betting casino cigar drunk gambl nicotin opium porn prostitut smok tobacco whisky drank bets$ liquor wine$ wines$',
  misery:
    'anguish bankrupt depriv desert dismal hardship lonel despair dread grief grim$ hopeles misery panic poverty starv horde vermin anarch outrage raving repent revolt sarcas blindly deaf',
};

const unkind = new RegExp(`^(?:${Object.values(UNKIND).join(' ').split(' ').join('|')})`);

/** Whether a word is fit to be shown. */
export function isKind(word: string): boolean {
  return !unkind.test(word) && !isProfane(word);
}

/**
 * What must not be seen in letters that chance put together, anywhere in them, not even by halves: `ASSH` is no word,
 * and reads as one. There are always other letters to show.
 */
const RUDE = new RegExp(
  (
    'ana?l anus ar[sz]e ass azz balls bitc boob bum but cum cun coc cok coon cra[pk] damn dead dic dik die du[mn]b dyk ' +
    'fag fart fat fck fcu fu[cktx] ga[yi] gook hate hel hoe homo hor[en] hump idio incel je[wr] ji[sz] kik kil kkk ' +
    'knob kunt kyk lesb lez lust milf mong nazi ni[gpq] nud pak[iy] ped pee pen[iu] phuk pis piz po[ou] porn pr[ia][ck] ' +
    'pub puk pus rap rect retar sat[ai]n scat scum se[xm] shag sh[ai][gt] sht skank sla[gv] slu smut snot spa[sz] spi[ck] ' +
    'suc suk tard tit toss tranny tur[dt] twa[ti] ugl uri[cn] vag vom wan[kc] wee wog wop wtf xxx yid'
  ).replaceAll(' ', '|'),
);

/**
 * Whether letters that make no word read as something that nobody should have to read. By lists of its own: a match is
 * played again by what it was made with.
 */
export function readsRude(letters: string): boolean {
  const lower = letters.toLowerCase();
  const once = lower.replace(/(.)\1+/g, '$1');
  return RUDE.test(lower) || RUDE.test(once) || unkind.test(lower);
}
