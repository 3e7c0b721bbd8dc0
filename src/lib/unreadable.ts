/** What is stored is broken: nobody can read it any more. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
