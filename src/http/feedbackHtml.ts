import { escapeHtml, housePage } from './housePage.ts';

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
  return housePage(
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
  return housePage(
    'Thank you',
    `<h1>Thank you</h1>
      <p role="status">Your message has arrived.</p>
      <a class="button" href="${root}app">Back to the game</a>`,
  );
}
