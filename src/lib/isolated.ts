/** A user's text for the middle of a sentence: between these marks it turns nothing around it (UAX #9). */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
