/** Whether a place is a table: there the screen and the keys are the table's. */
export function atTable(location: string): boolean {
  return /^\/(table|watch|replay)\/./.test(location);
}
