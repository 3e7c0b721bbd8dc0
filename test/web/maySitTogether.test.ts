import assert from 'node:assert/strict';
import type { PartyView } from '../../client/Parties.ts';
import { maySitTogether } from '../../web/src/party/maySitTogether.ts';

function partyOf(...ids: string[]): PartyView {
  const members = ids.map((id) => ({ id, name: id, face: 'circle-blue-bare', ready: true }));
  return { party_id: 'p', code: 'C', leader: 'me', game: 'relay', locked: false, members };
}

describe('an invitation', () => {
  it('is for somebody else who is not in the party, while there is room', () => {
    assert.equal(maySitTogether(null, 'me', 'ada'), true);
    assert.equal(maySitTogether(partyOf('me'), 'me', 'ada'), true);
    assert.equal(maySitTogether(partyOf('me', 'ada'), 'me', 'ada'), false);
    assert.equal(maySitTogether(partyOf('me', 'b', 'c', 'd', 'e'), 'me', 'ada'), false);
  });

  it('is nothing for oneself, or for who is not signed in', () => {
    assert.equal(maySitTogether(null, 'me', 'me'), false);
    assert.equal(maySitTogether(null, null, 'ada'), false);
  });
});
