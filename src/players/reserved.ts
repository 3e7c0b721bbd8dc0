import { LEET, readAsLatin } from '../lib/text/latin.ts';

/** Who has one of these words in the name reads as staff, or as a bot. */
const TITLES =
  'admin|administrator|adm|mod|moderator|sysadmin|sysop|superuser|webmaster|gamemaster|official|operator|parlor|staff|support|bot';
/** These read as the server's only with nothing else beside them: House Sparrow and System of a Down are names. */
const ITSELF =
  'house|server|system|parlour|dealer|host|croupier|arbiter|referee|umpire|root|bank|table|lobby|game|deleted';
const BESIDE =
  'the|a|an|this|your|our|real|main|new|live|team|game|message|notice|alert|error|info|account|room|service|help|desk|crew|bot|player|no|nr';
/** The same in other scripts, where few letters look like Latin ones: titles, and what the server calls itself. */
const TITLES_ELSEWHERE =
  /^(?:админ|администратор|модератор|поддержка|бот|διαχειριστής|مدير|مشرف|מנהל|व्यवस्थापक)$|管理[员員者]|官方|客服|運営|관리자|운영자/u;
const ITSELF_ELSEWHERE =
  /^(?:система|сервер|σύστημα|системы|النظام|الخادم|מערכת|सर्वर|系[统統]|服务器|サーバー|システム|ボット|시스템|서버|봇)$/u;

const [titles, itself, besides] = [TITLES, ITSELF, BESIDE].map(foldLetters);
const title = new RegExp(`^(?:super|game|server|head|chief|site|web)?(?:${titles})s?$`);
const reserved = new RegExp(`^(?:${itself}|${titles})s?$`);
const beside = new RegExp(`^(?:${besides})$`);
/** All of a name in one word: theadmin, parlorsupport. */
const run = new RegExp(
  `^(?:xx+)?(?:the|${foldLetters('real')})?(?:${itself}|${titles})(?:${itself}|${titles}|team|s)*(?:xx+)?$`,
);

/** `(…)` and `[…]`, in brackets of any kind, and `…:` at the start: how a label is set off. */
const LABEL = /\p{Ps}(\P{Pe}*)\p{Pe}?|[*|~-]([^*|~-]+)[*|~-]|^([^:]+):/gu;

/**
 * Whether a name reads as the server, its staff or a bot: a title as a word of its own (`Ada/admin`, `sysadmin Joe`,
 * `JoeMod`), or what the server calls itself with nothing beside it (`The House`, `server 2`, `[system] Ada`), in
 * look-alike letters too, in digits for letters, and spelled out.
 */
export function readsAsServer(name: string): boolean {
  const plain = name.normalize('NFKC');
  const words = wordsOf(plain.toLowerCase());
  if (words.some((word) => TITLES_ELSEWHERE.test(word))) return true;
  if (words.length > 0 && words.every((word) => ITSELF_ELSEWHERE.test(word))) return true;
  const labels = [...plain.matchAll(LABEL)].map((label) => label.slice(1).join(''));
  return saysServer(name) || labels.some(saysServer);
}

function saysServer(text: string): boolean {
  // JoeAdmin is two words, AdMiN is one; a heart beside a word is none of its letters.
  const words = text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ');
  return [text, text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'), words].some((split) => {
    const read = readAsLatin(split).map(({ as }) => as);
    const leet = read.join('').replace(/\S+/gu, asLetters);
    return [read.join(''), leet, leet.replaceAll('rn', 'm')].map(foldLetters).some(isTitled);
  });
}

/** A word with its digits and signs as the letters they stand for; a number is a number: 807 is no bot. */
function asLetters(word: string): string {
  if (!/\p{L}/u.test(word)) return word;
  return [...word].map((sign) => LEET[sign] ?? sign).join('');
}

/** Of a text in plain letters. */
function isTitled(text: string): boolean {
  const words = wordsOf(text)
    .map((word) => word.replace(/^\d+|\d+$/g, ''))
    .filter((word) => word !== '');
  if (words.some((word) => title.test(word))) return true;
  const all = words.every((word) => reserved.test(word) || beside.test(word));
  if (all && words.some((word) => reserved.test(word))) return true;
  if (run.test(words.join(''))) return true;
  // a.d.m.i.n
  const spelled =
    text.match(/(?<![\p{L}\p{N}])[\p{L}\p{N}](?:[^\p{L}\p{N}]+[\p{L}\p{N}](?![\p{L}\p{N}])){2,}/gu) ?? [];
  return spelled.some((letters) => title.test(wordsOf(letters).join('')));
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
}

/** An l, a capital I and a 1 look alike: all are one letter here, in names and in the words they are compared with. */
function foldLetters(text: string): string {
  return text.replaceAll('l', 'i');
}
