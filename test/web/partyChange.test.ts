import assert from 'node:assert/strict';
import type { PartyView } from '../../client/Parties.ts';
import { partsOf } from '../../web/src/lib/isolated.ts';
import { partyChange } from '../../web/src/party/partyChange.ts';

const member = (name: string, ready = false) => ({
  id: name.toLowerCase(),
  name,
  face: 'circle-blue-bare',
  ready,
});
const party = (...members: PartyView['members']): PartyView => ({
  party_id: 'p',
  code: 'BCDFGH',
  leader: 'ada',
  game: 'relay',
  locked: false,
  members,
});

describe('what changed in a party', () => {
  it('is said of who came, who went and who is ready', () => {
    const before = party(member('Ada', true), member('Bob'), member('Cy'));
    const now = party(member('Ada', true), member('Bob', true), member('Di'));

    assert.equal(
      partsOf(partyChange(before, now))
        .map(({ part }) => part)
        .join(''),
      'Di joined. Cy left. Bob is ready.',
    );
    assert.equal(partyChange(now, now), '');
  });

  it('is nothing when one came oneself', () => {
    assert.equal(partyChange(null, party(member('Ada'))), '');
    assert.equal(partyChange({ ...party(member('Bob')), party_id: 'other' }, party(member('Ada'))), '');
  });
});
