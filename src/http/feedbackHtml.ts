/** What the feedback form shows: what was written already, and what is wrong with it. */
export interface FeedbackForm {
  /** The way to where our addresses begin. */
  root: string;
  text?: string;
  rating?: string;
  contact?: string;
  page?: string;
  problem?: { field?: 'text' | 'contact'; text: string };
}

const RATINGS = ['Bad', 'Poor', 'Fair', 'Good', 'Great'];

const STYLE = `
  :root { color-scheme: light dark; --ink: #1d2733; --soft: #566575; --back: #f3f5f8; --card: #fff;
    --line: #8a97a6; --accent: #1f5fd0; --on-accent: #fff; --bad: #b3261e; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e8edf3; --soft: #a9b6c4; --back: #12171d;
    --card: #1c242d; --line: #6d7b8a; --accent: #8ab4ff; --on-accent: #0c1a30; --bad: #ffb4ab; } }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--back); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
  main { max-width: 36rem; margin: 0 auto; padding: clamp(1rem, 5vw, 3rem) 1rem; }
  .card { background: var(--card); border-radius: .75rem; padding: clamp(1rem, 4vw, 2rem);
    box-shadow: 0 1px 3px rgb(0 0 0 / .25); }
  h1 { margin: 0 0 .5rem; font-size: 1.6rem; line-height: 1.2; }
  p { margin: 0 0 1rem; }
  .hint { color: var(--soft); font-weight: 400; }
  .problem { color: var(--bad); border-left: .25rem solid; padding-left: .75rem; font-weight: 600; }
  label, legend { padding: 0; font-weight: 600; }
  fieldset { border: 0; margin: 0 0 1.25rem; padding: 0; }
  .stars { display: grid; grid-template-columns: repeat(auto-fit, minmax(6.25rem, 1fr)); gap: .5rem; margin-top: .4rem; }
  .stars label { display: flex; gap: .4rem; align-items: center; min-height: 2.75rem; padding: 0 .6rem;
    border: 1px solid var(--line); border-radius: .5rem; font-weight: 400; cursor: pointer; }
  .stars label:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
  input[type=radio] { accent-color: var(--accent); }
  textarea, input[type=text] { display: block; width: 100%; margin: .4rem 0 1.25rem; padding: .6rem .75rem;
    font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: .5rem; }
  textarea { min-height: 9rem; resize: vertical; }
  [aria-invalid=true] { border-color: var(--bad); }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  button, .button { display: inline-block; min-height: 2.75rem; padding: .6rem 1.4rem; font: inherit; font-weight: 600;
    color: var(--on-accent); background: var(--accent); border: 0; border-radius: .5rem; cursor: pointer;
    text-decoration: none; }
  .trap { position: absolute; left: -999rem; }
`;

/** The page with the form. It starts at what is wrong, if anything is. */
export function feedbackForm({
  text = '',
  rating = '',
  contact = '',
  page = '',
  problem,
  root,
}: FeedbackForm): string {
  const wrong = (field: string) =>
    problem?.field === field ? ' aria-invalid="true" aria-describedby="problem" autofocus' : '';
  const stars = RATINGS.map((name, index) => {
    const value = String(index + 1);
    const checked = rating === value ? ' checked' : '';
    return `<label><input type="radio" name="rating" value="${value}"${checked} /> ${name}</label>`;
  });
  return document(
    problem ? 'Please check: feedback' : 'Feedback',
    `<h1>How was it?</h1>
      <p>Tell us what you liked, what annoyed you, what broke. A person reads it.</p>
      ${problem ? `<p class="problem" id="problem" role="alert">${escapeHtml(problem.text)}</p>` : ''}
      <form method="post" action="${root}feedback">
        <fieldset>
          <legend>Rating <span class="hint">(optional)</span></legend>
          <div class="stars">${stars.join('')}</div>
        </fieldset>
        <label for="text">Your message</label>
        <textarea id="text" name="text" required maxlength="4000" dir="auto"${wrong('text')}>\n${escapeHtml(text)}</textarea>
        <label for="contact">How to reach you <span class="hint">(optional)</span></label>
        <input type="text" id="contact" name="contact" maxlength="200" autocomplete="email" dir="auto"
          value="${escapeHtml(contact)}"${wrong('contact')} />
        <div class="trap" aria-hidden="true">
          <label for="website">Leave this empty</label>
          <input type="text" id="website" name="website" tabindex="-1" autocomplete="off" />
        </div>
        <input type="hidden" name="page" value="${escapeHtml(page)}" />
        <button type="submit">Send</button>
      </form>`,
  );
}

/** The page after the form. @param root as in `FeedbackForm` */
export function thanks(root: string): string {
  return document(
    'Thank you',
    `<h1>Thank you</h1>
      <p role="status">Your message has arrived.</p>
      <a class="button" href="${root}app">Back to the game</a>`,
  );
}

function document(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="data:," />
    <title>${title} · Parlor</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      <div class="card">
      ${content}
      </div>
    </main>
  </body>
</html>
`;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
