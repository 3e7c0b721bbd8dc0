const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text can be looked up in a `uuid` column: Postgres fails on any other instead of finding nothing. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
