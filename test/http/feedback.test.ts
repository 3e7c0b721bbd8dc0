import assert from 'node:assert/strict';
import { ANN, NOW } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

describe('/feedback', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp({ rateLimits: { feedback: { points: 2, seconds: 60 } } });
  });
  afterEach(() => server.close());

  const post = (json: object, as?: string) =>
    server.ask('POST', '/api/v1/feedback', { json, ...(as ? { as } : {}) });
  const send = (fields: Record<string, string>) =>
    server.ask('POST', '/feedback', {
      raw: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

  it('keeps what a player tells', async () => {
    const { status, body } = await post(
      { text: ' Great! ', rating: 5, contact: 'ann@example.org', page: '/app' },
      ANN,
    );

    assert.deepEqual([status, body], [201, { received: true }]);
    const [{ id: _, ...kept } = { id: '' }] = server.feedback;
    assert.deepEqual(kept, {
      player: ANN,
      text: 'Great!',
      rating: 5,
      contact: 'ann@example.org',
      page: '/app',
      createdAt: NOW,
    });
  });

  it('keeps what somebody unknown tells, with nothing but a text', async () => {
    const { status } = await post({ text: 'Hm.', contact: '' });

    assert.equal(status, 201);
    assert.partialDeepStrictEqual(server.feedback, [
      { player: null, rating: null, contact: null, page: null },
    ]);
  });

  for (const [what, json] of Object.entries({
    'no text': { rating: 3 },
    'an empty text': { text: '   ' },
    'a long text': { text: 'x'.repeat(4001) },
    'a text that no store takes': { text: 'a\u0000b' },
    'half a character': { text: 'a', contact: '\ud800' },
    'a rating of 6': { text: 'x', rating: 6 },
    'a rating of 2.5': { text: 'x', rating: 2.5 },
    'somebody else’s name': { text: 'x', player: ANN },
  })) {
    it(`refuses ${what}`, async () => {
      const { status, body } = await post(json);

      assert.deepEqual([status, body.code], [400, 'invalid_request']);
      assert.deepEqual(server.feedback, []);
    });
  }

  it('keeps text as it may be shown, with its lines', async () => {
    const text = ' Zoe\u0301\u200B \n\n\n\n likes\u202E علی‌رضا ';
    await post({ text, contact: 'a\u200Bb\n c', page: '/app\u200E' });
    const blank = await post({ text: '\u200B \u2800' });

    const [{ text: kept, contact, page } = { text: '', contact: '', page: '' }] = server.feedback;
    assert.deepEqual([kept, contact, page], ['Zoé\n\nlikes علی‌رضا', 'ab c', '/app']);
    assert.deepEqual([blank.status, blank.body.code], [400, 'invalid_request']);
  });

  it('thanks robots and forgets them', async () => {
    const api = await post({ text: 'Buy!', website: 'https://spam.example' });
    const page = await send({ text: 'Buy!', website: 'https://spam.example' });

    assert.deepEqual([api.status, page.status], [201, 303]);
    assert.deepEqual(server.feedback, []);
  });

  it('takes so much from one address, over API and page together', async () => {
    await post({ text: 'One.' });
    await send({ text: 'Two.' });

    const third = await post({ text: 'Three.' });
    const fourth = await send({ text: 'Four <b>.' });

    assert.deepEqual([third.status, third.body.code], [429, 'rate_limited']);
    assert.equal(fourth.status, 429);
    assert.match(fourth.headers.get('retry-after') ?? '', /^[1-9]/);
    assert.match(fourth.body, /Too many requests.*Four &lt;b&gt;\./s);
    assert.equal(server.feedback.length, 2);
  });

  it('is read by the operator alone', async () => {
    await post({ text: 'One.', rating: 4 }, ANN);

    const read = await server.ask('GET', '/api/v1/feedback', { operator: true });
    const refused = await server.ask('GET', '/api/v1/feedback', { as: ANN });

    assert.partialDeepStrictEqual(read.body.feedback, [
      { text: 'One.', rating: 4, player: ANN, created_at: new Date(NOW).toISOString() },
    ]);
    assert.equal(read.body.next, null);
    assert.equal(refused.status, 401);
  });

  it('is read in pages, also what came in one moment', async () => {
    for (const text of ['One.', 'Two.']) await post({ text });
    const page = (next = '') => server.ask('GET', `/api/v1/feedback?limit=1${next}`, { operator: true });
    const first = (await page()).body;
    const second = (await page(`&before=${first.next}`)).body;
    assert.deepEqual(
      [first, second].map(({ feedback }) => feedback[0].text),
      ['Two.', 'One.'],
    );
    assert.deepEqual((await page(`&before=${second.next}`)).body, { feedback: [], next: null });
    assert.equal((await page(`&before=${new Date(NOW + 1).toISOString()}`)).body.feedback[0].text, 'Two.');
    for (const wrong of ['now', `${new Date(NOW).toISOString()}~1`, `${first.next}~${first.next}`])
      assert.equal((await page(`&before=${wrong}`)).body.code, 'invalid_request');
  });

  describe('the page', () => {
    it('is a form with a label for every field, and no script', async () => {
      const { status, type, body } = await server.ask('GET', '/feedback?page=/app/lobby');

      assert.equal(status, 200);
      assert.match(type, /^text\/html/);
      assert.doesNotMatch(body, /<script|javascript:|\son\w+=/i);
      assert.match(body, /<html lang="en">/);
      assert.match(body, /<form method="post" action="\.\/feedback">/);
      assert.match(body, /name="page" value="\/app\/lobby"/);
      for (const id of ['text', 'contact']) assert.match(body, new RegExp(`<label for="${id}">`));
      assert.match(body, /<fieldset>\s*<legend>Rating/);
    });

    it('keeps what was sent and leads to the thanks', async () => {
      const sent = await send({ text: 'Nice\r\ngame', rating: '4', contact: '', page: '/app', website: '' });
      const thanks = await server.ask('GET', pathFrom('/feedback', sent.headers.get('location')));

      assert.deepEqual([sent.status, sent.headers.get('location')], [303, './feedback/thanks']);
      assert.partialDeepStrictEqual(server.feedback, [
        { text: 'Nice\ngame', rating: 4, contact: null, page: '/app', player: null },
      ]);
      assert.equal(thanks.status, 200);
      assert.match(thanks.body, /Thank you/);
    });

    it('shows again what was written, and what is wrong with it', async () => {
      const empty = await send({ text: ' ', rating: '2', contact: '"><b>me' });
      const long = await send({ text: 'x', contact: 'x'.repeat(201) });
      const forged = await send({ text: 'x', rating: '9' });

      assert.equal(empty.status, 400);
      assert.match(empty.body, /role="alert">Please write something\./);
      assert.match(empty.body, /name="text"[^>]*aria-invalid="true" aria-describedby="problem"/);
      assert.match(empty.body, /value="2" checked/);
      assert.match(empty.body, /value="&quot;&gt;&lt;b&gt;me"/);
      assert.match(long.body, /id="contact"[^>]*aria-invalid="true"/);
      assert.equal(forged.status, 400);
      assert.deepEqual(server.feedback, []);
    });

    it('does not take a form that is none', async () => {
      const nothing = await server.ask('POST', '/feedback');
      const json = await server.ask('POST', '/feedback', { json: { text: 'x' } });
      const twice = await server.ask('POST', '/feedback', {
        raw: 'text=a&text=b',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });

      assert.equal(nothing.status, 400);
      assert.deepEqual([json.status, json.body.code], [415, 'unsupported_media_type']);
      assert.equal(twice.status, 400);
      assert.deepEqual(server.feedback, []);
    });
  });
});

/** Where a link leads that stands on the page of a path. */
function pathFrom(path: string, link: string | null): string {
  return new URL(link ?? '', `http://host${path}`).pathname;
}
