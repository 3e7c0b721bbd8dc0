/** Something is not as it has to be: nothing was begun, and the operator can mend it. */
export class Refused extends Error {
  override readonly name = 'Refused';
}
