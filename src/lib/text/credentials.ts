import { domainToASCII } from 'node:url';

/**
 * A password as it is hashed: the same however the keyboard composed it or how wide its letters are (NFKC), with one
 * kind of space. Nothing is cut off and no case is folded.
 */
export function normalPassword(password: string): string {
  return password.normalize('NFKC').replace(/\p{Zs}/gu, ' ');
}

/** An e-mail address as it is stored and compared: as mail knows it, whatever the keyboard put around or into it. */
export function normalEmail(written: string): string {
  const email = written
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{DI}]/gu, '')
    .trim()
    .toLowerCase();
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  if (at < 0 || /^[\0-\x7F]*$/.test(domain)) return email;
  return `${email.slice(0, at)}@${domainToASCII(domain)}`;
}
