import assert from 'node:assert/strict';
import { hasOwnPlace, isOnScreen } from '../../web/src/notifications/isOnScreen.ts';

type Screen = Parameters<typeof isOnScreen>[1];

const nothing: Screen = { parties: { invitations: [] }, readyCheck: null, match: null };
const at = (id: string, more: object = {}): Screen => ({
  ...nothing,
  match: { id, role: 'player', closed: null, result: null, ...more } as never,
});
const notice = (kind: string, more: object = {}) => ({ data: { kind, ...more } });

describe('what the page shows anyway', () => {
  it('is not shown again as a notification', () => {
    const asked = notice('ready_check', { ticket: 't' });
    const found = notice('match_found', { match: 'm' });
    const invited = notice('party_invitation', { from: 'ada' });
    const cases: [typeof asked, Screen, boolean][] = [
      [asked, nothing, false],
      [asked, { ...nothing, readyCheck: {} }, true],
      [asked, at('any'), true],
      [found, nothing, false],
      [found, at('m'), true],
      [found, at('other'), false],
      [found, at('m', { role: 'spectator' }), false],
      [found, at('m', { closed: 'opened_elsewhere' }), false],
      [invited, nothing, false],
      [invited, { ...nothing, parties: { invitations: [{ from: 'ada' }] } }, true],
      [invited, { ...nothing, parties: { invitations: [{ from: 'bob' }] } }, false],
      [notice('rank'), { ...at('m'), readyCheck: {} }, false],
    ];
    for (const [one, screen, is] of cases)
      assert.equal(isOnScreen(one, screen), is, JSON.stringify([one, screen]));
  });

  it('is waited for where it has a dialog or a table of its own', () => {
    const kinds = ['ready_check', 'match_found', 'party_invitation', 'rank', 'party_ready'];
    assert.deepEqual(
      kinds.filter((kind) => hasOwnPlace(notice(kind))),
      ['ready_check', 'match_found'],
    );
  });
});
