import { type Browser, type BrowserContext, chromium } from 'playwright-core';

/**
 * What is switched off. Chromium heeds the last such list alone: the first four lines are Playwright's own. The others
 * draw parts of a window that nobody sees, in a process for each window that takes as much as a page.
 */
const OFF = [
  ...[
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'DestroyProfileOnBrowserClose',
    'HttpsUpgrades',
    'LensOverlay',
  ],
  ...['HttpsFirstBalancedModeAutoEnable', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'TcpPortRandomizationWin', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
  ...['PreloadTopChromeWebUI', 'PreloadTopChromeWebUILessNavigations', 'InitialWebUI', 'OmniboxFullWebUI'],
  ...['WebUIOmniboxPopup', 'WebUIOmniboxFullPopup', 'WebUIOmniboxAimPopup', 'WebUIAppMenuButton'],
  ...['WebUIAvatarButton', 'WebUIBackForwardButton', 'WebUIHomeButton', 'WebUILocationBar'],
  ...['WebUIReloadButton', 'WebUIPinnedToolbarActions', 'WebUIExtensionsContainer'],
];

const OPTIONS = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--headless',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--disable-features=${OFF.join(',')}`,
  ],
};
/** Whether what moves for its own sake does. */
export type Motion = 'reduce' | 'no-preference';

const VIEWPORT = { width: 390, height: 844 };

/** Starting a browser takes seconds: there is one for all tests. What one of them stores another does not have. */
let running: Promise<Browser> | undefined;
// Not only tests open one.
globalThis.after?.(closeBrowser);

/** Ends the browser. Tests need not call it. */
export async function closeBrowser(): Promise<void> {
  await (await running)?.close();
}

/**
 * A browser of its own, with nothing stored. `close` removes what it stored.
 * @param phone whether it is one of a phone: touched, and with scroll bars that take no room
 * @param reducedMotion what moves by itself takes a machine without a graphics card a third of a core for each page: it
 * stands
 *   still, but where a test is about it
 */
export async function openBrowser(
  phone = false,
  reducedMotion: Motion = 'reduce',
): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  running ??= chromium.launch(OPTIONS);
  const browser = await running;
  const context = await browser.newContext({
    viewport: VIEWPORT,
    isMobile: phone,
    hasTouch: phone,
    reducedMotion,
  });
  return { context, close: () => context.close() };
}
