/** What shows nothing by itself and yet changes what is seen beside it: these rules say where it may stand. */

const ZWNJ = '\u200C';
const ZWJ = '\u200D';

/** Kills a vowel: a joiner beside it chooses between a half letter and a ligature. */
const VIRAMA = '\\u094D\\u09CD\\u0A4D\\u0ACD\\u0B4D\\u0BCD\\u0C4D\\u0CCD\\u0D4D\\u0DCA\\u1B44\\uA9C0';
const AFTER_VIRAMA = new RegExp(`[${VIRAMA}]$`);
const BEFORE_VIRAMA = new RegExp(`^\\u200D[${VIRAMA}]`);

/** Scripts whose letters join, and the Arabic letters that never join what follows them. */
const JOINING = '\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Mong}\\p{scx=Nkoo}\\p{scx=Mand}\\p{scx=Adlm}\\p{scx=Rohg}';
const RIGHT_JOINING =
  '\\u0622-\\u0625\\u0627\\u0629\\u062F-\\u0632\\u0648\\u0671-\\u0673\\u0675-\\u0677\\u0688-\\u0699\\u06C0\\u06C3-\\u06CB\\u06CD\\u06CF\\u06D2\\u06D3\\u06D5\\u06EE\\u06EF';
const AFTER_JOINING = new RegExp(`(?![${RIGHT_JOINING}])(?=\\p{L})[${JOINING}]\\p{M}*$`, 'u');
const BEFORE_JOINING = new RegExp(`^\\u200C(?=\\p{L})[${JOINING}]`, 'u');
/** A letter joined to nothing, as in an abbreviation. */
const BEFORE_A_BREAK = /^\u200D(?:$|\s|[\p{P}\p{N}])/u;

const PICTURE = /\p{Extended_Pictographic}$/u;
const PICTURE_TO_JOIN = /\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?$/u;
const JOINED_PICTURE = /^\u200D\p{Extended_Pictographic}/u;
const KEYCAP = /^[\uFE0E\uFE0F]\u20E3/;
/** 🏴 and the letters of a region, as of England. */
const FLAG_TAGS = /^[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}/u;

const IDEOGRAPH = /\p{Unified_Ideograph}$/u;
const MONGOLIAN = /\p{scx=Mong}$/u;

/**
 * What of an invisible character at the start of `rest`, and of those that belong to it, changes what is seen after
 * `before`: joiners in scripts and emoji, variants of emoji and of letters, tags of flags. '' when nothing does.
 */
export function joinerAt(before: string, rest: string): string {
  const [first = ''] = rest;
  const keep = (yes: boolean) => (yes ? first : '');
  switch (first) {
    case ZWJ:
      return keep(
        AFTER_VIRAMA.test(before) ||
          (BEFORE_VIRAMA.test(rest) && /\p{L}$/u.test(before)) ||
          (PICTURE_TO_JOIN.test(before) && JOINED_PICTURE.test(rest)) ||
          (AFTER_JOINING.test(before) && BEFORE_A_BREAK.test(rest)),
      );
    case ZWNJ:
      return keep(AFTER_VIRAMA.test(before) || (AFTER_JOINING.test(before) && BEFORE_JOINING.test(rest)));
    case '\uFE0E':
    case '\uFE0F':
      return keep(PICTURE.test(before) || (/[0-9#*]$/.test(before) && KEYCAP.test(rest)));
    case '\u180E':
      return keep(MONGOLIAN.test(before) && /^.\p{scx=Mong}/u.test(rest));
  }
  if (/^[\u180B-\u180D\u180F]/.test(first)) return keep(MONGOLIAN.test(before));
  if (/^[\uFE00-\uFE02\u{E0100}-\u{E01EF}]/u.test(first)) return keep(IDEOGRAPH.test(before));
  return before.endsWith('\u{1F3F4}') ? (FLAG_TAGS.exec(rest)?.[0] ?? '') : '';
}
