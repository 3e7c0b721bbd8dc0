import { z } from 'zod';
import { Problem } from '../lib/problem.ts';
import { feedbackShape, keepFeedback } from './feedback.ts';
import { type FeedbackForm, feedbackForm, thanks } from './feedbackHtml.ts';
import type { Limits } from './limits.ts';
import { type Route, route, text } from './route.ts';
import type { HttpServices } from './services.ts';

const PATH = '/feedback';

/** Fields as a form sends them: text, and empty for nothing. */
const field = z.string().max(20_000).default('');
const sentForm = z.object({ text: field, rating: field, contact: field, page: field, website: field });

/** The feedback page: a form that works without scripts. */
export function feedbackPageRoutes({ feedback }: Pick<HttpServices, 'feedback'>, limits: Limits): Route[] {
  const tag = 'pages';
  return [
    route({
      method: 'get',
      path: PATH,
      summary: 'A form to tell us something',
      tag,
      auth: 'none',
      query: z.object({
        page: z.string().max(300).default('').catch('').meta({ description: 'Where the writer comes from.' }),
      }),
      answers: { 200: text('The page.') },
      handle: ({ query, root }) => ({ status: 200, body: feedbackForm({ page: query.page, root }) }),
    }),
    route({
      method: 'post',
      path: PATH,
      summary: 'What the form sends',
      tag,
      auth: 'none',
      consumes: 'application/x-www-form-urlencoded',
      body: sentForm.default(() => sentForm.parse({})),
      answers: {
        303: text('To the thanks.'),
        400: text('The form again, with what is wrong.'),
        429: text('The form again: too much came from this address.'),
      },
      async handle({ body, address, root }) {
        const parsed = feedbackShape.safeParse(meant(body));
        if (!parsed.success) {
          const problem = problemOf(parsed.error);
          return { status: 400, body: feedbackForm({ ...body, problem, root }) };
        }
        try {
          await limits.spend('feedback', address);
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          const problem = { text: error.message };
          const headers = { 'Retry-After': String(error.details.retry_after) };
          return { status: 429, body: feedbackForm({ ...body, problem, root }), headers };
        }
        await keepFeedback(feedback, parsed.data, null);
        return { status: 303, body: '', headers: { Location: `${root}feedback/thanks` } };
      },
    }),
    route({
      method: 'get',
      path: `${PATH}/thanks`,
      summary: 'Where the form leads',
      tag,
      auth: 'none',
      answers: { 200: text('The page.') },
      handle: ({ root }) => ({ status: 200, body: thanks(root) }),
    }),
  ];
}

/** What a form means: an empty field is none, and its line ends count once. */
function meant({ text, rating, ...rest }: z.output<typeof sentForm>): z.input<typeof feedbackShape> {
  const stars = rating === '' ? null : (Number(rating) as 1 | 2 | 3 | 4 | 5);
  return { ...rest, text: text.replaceAll('\r\n', '\n'), rating: stars };
}

/** The first thing that is wrong, in words for the one who writes. */
function problemOf(error: z.ZodError): NonNullable<FeedbackForm['problem']> {
  const issue = error.issues[0];
  if (issue?.path[0] === 'contact') return { field: 'contact', text: 'Please use at most 200 characters.' };
  if (issue?.path[0] !== 'text') return { text: 'Something in the form is not as it should be.' };
  const empty = issue.code === 'too_small';
  return { field: 'text', text: empty ? 'Please write something.' : 'Please use at most 4,000 characters.' };
}
