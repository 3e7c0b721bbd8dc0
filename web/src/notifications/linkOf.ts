/** Where a notification leads on this page, or null. What does not begin at the page's root leads nowhere. */
export function linkOf({ data }: { data: Readonly<Record<string, unknown>> }): string | null {
  const { link } = data;
  if (typeof link !== 'string' || !/^\/(?!\/)[\w/?=&%.~-]*$/.test(link)) return null;
  return link;
}
