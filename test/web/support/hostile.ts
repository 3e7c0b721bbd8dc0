import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** Of as many characters as a name may have: wide, unbreakable, from right to left, with marks, and short. */
export const HOSTILE_NAMES = [
  'W'.repeat(24),
  '﷽'.repeat(24),
  '👩‍👩‍👧‍👦'.repeat(24),
  'مرحبا'.repeat(5).slice(0, 24),
  'กี้'.repeat(24),
  'i',
];
const WIDTHS = [320, 390, 1280];

/**
 * Asserts that nothing on a page is wider than the window, whoever is named on it, and that every text of a user is
 * isolated, wherever it stands.
 * @param texts parts of what users wrote, of which some are on the page
 */
export async function withstandsNames(page: Page, state: string, texts: readonly string[]): Promise<void> {
  assert.deepEqual(await loose(page, texts), [], `${state}: what users wrote is isolated`);
  const before = page.viewportSize();
  for (const name of [null, ...HOSTILE_NAMES]) {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: before?.height ?? 800 });
      const wide = await page.evaluate(tooWide, name);
      assert.deepEqual(wide, [], `${state} at ${width} px, everybody called ${name ?? 'as they are'}`);
    }
  }
  if (before) await page.setViewportSize(before);
}

/** Texts of users that stand on a page as if they were its own. */
function loose(page: Page, texts: readonly string[]): Promise<string[]> {
  return page.evaluate((known) => {
    const found: string[] = [];
    const bare = (text: string | null) => {
      const rest = (text ?? '').replace(/\u2068[^\u2069]*\u2069/g, '');
      return known.some((one) => rest.includes(one));
    };
    if (bare(document.title)) found.push(`title: ${document.title}`);
    for (const element of document.querySelectorAll('body, body *')) {
      if (element.closest('script, style')) continue;
      for (const { name, value } of element.attributes) {
        const written = name === 'value' && element.closest('[dir="auto"]');
        if (bare(value) && !written) found.push(`${element.tagName} ${name}: ${value}`);
      }
      for (const node of element.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE || element.closest('bdi, [dir="auto"]')) continue;
        if (bare(node.nodeValue)) found.push(`${element.tagName}: ${node.nodeValue}`);
      }
    }
    return found;
  }, texts);
}

/**
 * What is wider than the window or a seat's name higher than a line, when everybody who is named on the page has this
 * name.
 */
function tooWide(name: string | null): string[] {
  const texts = [...document.querySelectorAll('bdi')].map((bdi) => bdi.firstChild);
  const before = texts.map((text) => text?.nodeValue ?? '');
  if (name !== null) {
    for (const text of texts) if (text) text.nodeValue = name;
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  const found = scrollWidth > clientWidth ? [`the page: ${scrollWidth} of ${clientWidth}`] : [];
  for (const element of document.querySelectorAll('a, button, input, summary, .seat, td, li')) {
    const { left, right, width } = element.getBoundingClientRect();
    if (width <= 1 || (left >= -1 && right <= clientWidth + 1)) continue;
    const scroller = (at: Element | null): boolean =>
      at !== null &&
      at !== document.body &&
      (/auto|scroll|hidden/.test(getComputedStyle(at).overflowX) || scroller(at.parentElement));
    if (!scroller(element.parentElement) && !element.closest('.skip-link, .visually-hidden')) {
      found.push(`${element.outerHTML.slice(0, 160)}: ${Math.round(left)} to ${Math.round(right)}`);
    }
  }
  // In a ring there is room for one line.
  for (const name of document.querySelectorAll('.seat__name')) {
    const { height } = name.getBoundingClientRect();
    const line = Number.parseFloat(getComputedStyle(name).lineHeight);
    if (height > 1.5 * line) found.push(`${name.textContent}: ${Math.round(height)} px high`);
  }
  for (const [i, text] of texts.entries()) if (text) text.nodeValue = before[i] ?? '';
  return found;
}
