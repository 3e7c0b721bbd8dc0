import assert from 'node:assert/strict';
import {
  entropyCommitment,
  handCommitment,
  matchCommitment,
  seedOf,
} from '../../../src/games/holdem/fairness.ts';
import { holdem } from '../../../src/games/holdem/holdem.ts';
import { ENTROPY_MS, LEVEL_MS } from '../../../src/games/holdem/structure.ts';
import { hmacSha256 } from '../../../src/lib/hmac.ts';
import { plain } from '../../../src/match/canonical.ts';
import { replay } from '../../../src/match/replay.ts';
import { stateHash } from '../../../src/match/stateHash.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';
import { brings, commitmentOf, MATCH, openMatch, PEOPLE } from './people.ts';

const secret = hmacSha256('people', 'match secret');

describe('hold’em’s entropy', () => {
  it('HE33 is asked for once the match’s secret is committed to, and before any card', () => {
    const { match } = openMatch();
    const { state } = match;
    assert.deepEqual([state.hand, state.street, state.entropy_open], [0, '', 'commit']);
    assert.equal(state.match_commitment, matchCommitment(MATCH, secret));
    assert.equal(state.commitment, handCommitment(MATCH, 1, seedOf(secret, 1)));
    assert.equal(match.deadline, ENTROPY_MS);
    for (const { entropy, hole } of state.players.values()) assert.deepEqual([entropy, hole.a], ['', 255]);
  });

  it('HE33 is told to who waits for the match to begin', () => {
    const state = holdemMaker.state();
    holdem.opened?.({ id: MATCH, state, derive: (label) => hmacSha256('people', label) });
    assert.equal(state.match_commitment, openMatch().match.state.match_commitment);
  });

  it('HE34 is committed to, then opened, and then cards are dealt at once', () => {
    const { match, at, commit, reveal } = openMatch();
    for (const id of PEOPLE) {
      assert.equal(match.state.entropy_open, 'commit');
      assert.equal(commit(id).code, undefined);
      assert.equal(at(id).entropy, commitmentOf(id));
    }
    for (const id of PEOPLE) {
      assert.equal(match.state.entropy_open, 'value');
      assert.equal(match.state.hand, 0);
      assert.equal(reveal(id).code, undefined);
      assert.deepEqual([at(id).entropy, at(id).entropy_commitment], [brings(id), commitmentOf(id)]);
    }
    assert.deepEqual([match.state.hand, match.state.entropy_open, match.now], [1, '', 0]);
    assert.equal(match.state.level_ends_at, LEVEL_MS);
  });

  it('HE34 has two windows of time, after which who did nothing is absent', () => {
    const { match, at, commit, reveal, wait, act } = openMatch();
    commit('ann');
    commit('bob');
    wait(ENTROPY_MS);
    assert.equal(match.state.entropy_open, 'value');
    assert.equal(at('cid').entropy, 'absent');
    assert.equal(match.deadline, 2 * ENTROPY_MS);
    assert.equal(commit('cid').code, 'entropy_closed');
    reveal('bob');
    wait(ENTROPY_MS);
    assert.deepEqual(
      PEOPLE.map((id) => at(id).entropy),
      ['absent', brings('bob'), 'absent'],
    );
    assert.equal(at('ann').entropy_commitment, commitmentOf('ann'), 'what was committed to stays');
    assert.deepEqual([match.state.hand, match.state.level_ends_at], [1, 2 * ENTROPY_MS + LEVEL_MS]);
    assert.equal(act('ann', { action: 'entropy', value: brings('ann') }).code, 'entropy_closed');
    assert.deepEqual(
      match.journal.map(({ kind }) => kind),
      ['act', 'act', 'time', 'act', 'time'],
    );
  });

  it('HE34 skips the second window when nobody committed to anything', () => {
    const { match, wait } = openMatch();
    wait(ENTROPY_MS);
    assert.equal(match.state.hand, 1);
  });

  it('HE34 waits for people alone: bots are absent, and nobody can tell what they would bring', () => {
    const { match, at, commit, reveal } = openMatch({ people: ['ann'], bots: 3 });
    assert.equal(at('bot0').entropy, 'absent');
    commit('ann');
    reveal('ann');
    assert.equal(match.state.hand, 1);
    assert.equal(openMatch({ people: [], bots: 3 }).match.state.hand, 1);
  });

  it('HE34 does not wait for who leaves', () => {
    const { match, commit, reveal } = openMatch({ people: [...PEOPLE, 'dan'] });
    for (const id of ['ann', 'bob', 'cid']) commit(id);
    match.leave('dan');
    assert.equal(match.state.entropy_open, 'value');
    reveal('ann');
    match.leave('bob');
    reveal('cid');
    assert.equal(match.state.hand, 1);
    assert.equal(match.state.players.get('bob')?.entropy, 'absent');
    assert.equal(match.state.players.get('bob')?.hole.a, 255);
  });

  it('HE34 ends with the match when all but one leave', () => {
    const { match } = openMatch();
    match.leave('ann');
    match.leave('bob');
    assert.equal(match.over, true);
    assert.equal(match.state.match_secret, Buffer.from(secret).toString('hex'));
  });

  it('HE35 takes each once, in its window, and changes nothing when it refuses', () => {
    const { match, act, commit, reveal } = openMatch();
    const refused = (player: string, action: object, code: string) => {
      const before = JSON.stringify(plain(match.state));
      assert.equal(act(player, { action: 'entropy', ...action }).code, code);
      assert.equal(JSON.stringify(plain(match.state)), before);
    };
    const commitment = commitmentOf('ann');
    refused('ann', { value: brings('ann') }, 'entropy_closed');
    commit('ann');
    refused('ann', { commit: commitmentOf('ann', brings('another')) }, 'entropy_closed');
    commit('bob');
    commit('cid');
    refused('ann', { commit: commitment }, 'entropy_closed');
    refused('ann', { value: brings('bob') }, 'entropy_mismatch');
    refused('ann', {}, 'invalid_action');
    refused('ann', { commit: commitment, value: brings('ann') }, 'invalid_action');
    for (const value of [brings('ann').slice(1), brings('ann').toUpperCase(), `${brings('ann')}0`, 7])
      refused('ann', { value }, 'invalid_action');
    assert.equal(reveal('ann').code, undefined);
    refused('ann', { value: brings('ann') }, 'entropy_closed');
    assert.equal(act('bob', { action: 'fold' }).code, 'no_hand');
  });

  it('HE3 HE34 changes the cards, whoever brings it', () => {
    const dealt = (bring: string[], value = brings) => {
      const { match, act, wait } = openMatch();
      for (const id of bring) act(id, { action: 'entropy', commit: entropyCommitment(MATCH, id, value(id)) });
      if (match.state.entropy_open === 'commit') wait(ENTROPY_MS);
      for (const id of bring) act(id, { action: 'entropy', value: value(id) });
      assert.equal(match.state.hand, 1);
      return JSON.stringify([...match.state.players.values()].map(({ hole }) => plain(hole)));
    };
    const other = (id: string) => (id === 'cid' ? brings('somebody') : brings(id));
    const all = [dealt([]), dealt(['ann']), dealt(['bob']), dealt(PEOPLE), dealt(PEOPLE, other)];
    assert.equal(new Set(all).size, all.length);
    assert.equal(dealt(PEOPLE), all[3]);
  });

  it('HE29 HE34 is in the journal: a replay deals the same cards', () => {
    const { match, setup, commit, reveal, play } = openMatch();
    for (const id of PEOPLE) commit(id);
    for (const id of PEOPLE) reveal(id);
    play(3);
    const again = replay(holdem, holdemMaker, setup, JSON.parse(JSON.stringify(match.journal)), match.now);
    assert.equal(stateHash(again.state), stateHash(match.state));
    assert.deepEqual(again.records(), match.records());
  });
});
