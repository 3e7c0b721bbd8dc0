import { HOUSE_STYLE } from './houseStyle.ts';

/** A page that the server writes itself. @param cards HTML of each, with all that others wrote escaped */
export function housePage(title: string, ...cards: string[]): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="data:," />
    <title>${title} · Parlor</title>
    <style>${HOUSE_STYLE}</style>
  </head>
  <body>
    <main>
      <p class="mark">Parlor</p>
      ${cards.map((content) => `<section class="card">\n      ${content}\n      </section>`).join('\n      ')}
    </main>
  </body>
</html>
`;
}

/** Text as HTML shows it. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
