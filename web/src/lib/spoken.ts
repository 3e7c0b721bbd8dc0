/** A field's or a game's name as people write it: `turn_ends` is "Turn ends". */
export function spoken(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
