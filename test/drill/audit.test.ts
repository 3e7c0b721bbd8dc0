import assert from 'node:assert/strict';
import { audit, type Outage, type RecordedMatch } from '../../scripts/drill/audit.ts';
import { drilledRelay } from '../../scripts/drill/games/relay.ts';
import type { Ack, EpochSeen, PlayedMatch } from '../../scripts/drill/PlayedMatch.ts';
import { evidence } from './evidence.ts';

/** When everybody has acted. */
const LATER = 1_000_000;

describe('what clients were told is compared with what is recorded', () => {
  it('and nothing is found where nothing is wrong', () => {
    const { played, recorded } = evidence();
    assert.ok(played.acks.length > 20);
    assert.ok(played.acks.some(({ award }) => award));
    assert.deepEqual(audit(drilledRelay, played, recorded), []);
  });

  /** The kinds that are found after something was spoilt. */
  function found(
    spoil: (played: PlayedMatch, recorded: RecordedMatch) => void,
    outages: readonly Outage[] = [],
  ): string[] {
    const { played, recorded } = evidence();
    spoil(played, recorded);
    return [...new Set(audit(drilledRelay, played, recorded, outages).map(({ kind }) => kind))];
  }
  const ackAt = ({ acks }: PlayedMatch, i: number) => acks[i] as Ack;

  it('an acknowledged action that the journal does not have is lost', () => {
    assert.ok(
      found((played) => {
        ackAt(played, 3).requestId = 'nobody knows it';
      }).includes('ack_lost'),
    );
    assert.ok(
      found((played) => {
        ackAt(played, 3).player = 'cy';
      }).includes('ack_lost'),
      'the same id of another player is another request',
    );
  });

  it('a journal that lost its end is found, and so is the state that it does not lead to', () => {
    const kinds = found((_, { replay }) => void replay.journal.splice(-3));
    assert.ok(kinds.includes('ack_lost'));
    assert.ok(kinds.includes('replay'));
  });

  it('a request that stands in the journal twice was done twice', () => {
    const kinds = found((_, { replay }) => {
      const last = replay.journal.findLast(({ kind }) => kind === 'act');
      assert.ok(last);
      replay.journal.push({ ...last, seq: replay.journal.length + 1 });
    });
    assert.ok(kinds.includes('done_twice'));
  });

  it('what a client saw and the end of the match does not know was shown and undone', () => {
    for (const name of ['game time', 'solved by ada', 'passed on by ada', 'wrong answers of ben'])
      assert.deepEqual(
        found((played) => played.grows('cy', name, 1_000_000)),
        ['changed'],
        name,
      );
  });

  it('two answers to one request contradict each other', () => {
    assert.deepEqual(
      found((played) => void played.contradictions.push('ada ada-1')),
      ['contradiction'],
    );
  });

  it('what was sent after an acknowledgement comes after it, in versions and in the journal', () => {
    assert.deepEqual(
      found((played) => {
        ackAt(played, 5).version = ackAt(played, 4).version;
      }),
      ['went_back'],
    );
    assert.deepEqual(
      found((played) => {
        Object.assign(ackAt(played, 5), { version: 1, again: true });
      }),
      [],
      'an answer from memory has the version of its time',
    );
    assert.ok(
      found(({ acks }) => {
        const [first, last] = [acks[0] as Ack, acks.at(-1) as Ack];
        Object.assign(first, { sentAt: last.ackedAt + 1, ackedAt: last.ackedAt + 2 });
      }).includes('went_back'),
    );
  });

  it('an owner that had been replaced may not accept anything', () => {
    const seen = (from: number, epoch: number, owner = `process ${epoch}`): EpochSeen => {
      return { from, until: from + 1, epoch, owner };
    };
    const with2 = (socketAt: number, again = false) =>
      found((played) => {
        played.epochs.push(seen(1000, 1), seen(2000, 1), seen(3000, 2));
        const ack = played.acks.find(({ sentAt }) => sentAt > 4000);
        assert.ok(ack);
        for (const other of played.acks) other.socketAt = other.sentAt - 1;
        Object.assign(ack, { socketAt, again });
      });
    assert.deepEqual(with2(1500), ['split_brain'], 'its socket was opened in the first epoch');
    assert.deepEqual(with2(2500), [], 'the second may have begun before the socket was opened');
    assert.deepEqual(with2(1500, true), [], 'an answer from memory');
    assert.deepEqual(
      found(({ epochs }) => void epochs.push(seen(LATER, 2), seen(LATER + 2, 1))),
      ['split_brain'],
    );
    assert.deepEqual(
      found(({ epochs }) => void epochs.push(seen(LATER, 1, 'a'), seen(LATER + 2, 1, 'b'))),
      ['split_brain'],
    );
    assert.deepEqual(
      found(
        ({ epochs }) =>
          void epochs.push(seen(LATER, 1, 'a'), seen(LATER + 2, 1, ''), seen(LATER + 4, 2, 'b')),
      ),
      [],
      'given up and taken',
    );
  });

  it('awards are given once', () => {
    assert.ok(
      found((_, { points }) => {
        const award = points.ledger.find(({ kind }) => kind === 'award');
        assert.ok(award);
        points.ledger.push({ ...award, seq: points.ledger.length + 1 });
      }).includes('award_twice'),
    );
    assert.ok(
      found((_, { points }) => {
        points.ledger = points.ledger.filter(({ kind }) => kind !== 'award');
      }).includes('award_lost'),
    );
  });

  it('the ledger comes to what everybody has', () => {
    const spoilt = [
      ({ points }: RecordedMatch) => {
        points.points.ada = 5;
      },
      ({ points }: RecordedMatch) => void points.ledger.pop(),
      ({ points }: RecordedMatch) => {
        (points.ledger[2] as { amount: number }).amount = -1;
      },
      ({ points }: RecordedMatch) => {
        (points.ledger[2] as { seq: number }).seq = 9;
      },
    ];
    for (const spoil of spoilt) assert.ok(found((_, recorded) => spoil(recorded)).includes('ledger'));
  });

  it('the journal leads to the state that is stored', () => {
    assert.deepEqual(
      found((_, { replay }) => {
        replay.state_hash = 'another';
      }),
      ['replay'],
    );
  });

  it('a match ends as its players wanted, and nobody loses a seat', () => {
    assert.deepEqual(
      found((_, { match }) => {
        match.outcome = 'abandoned';
      }),
      ['match_abandoned'],
    );
    assert.deepEqual(
      found((_, { match }) => {
        match.players = [{ id: 'ada', left: true }];
      }),
      ['seat'],
    );
    assert.deepEqual(
      found((played) => played.sat('ada', 2)),
      ['seat'],
    );
  });

  it('game time stands still while nothing runs', () => {
    const down = { from: 5000, to: 9000 };
    assert.deepEqual(
      found(() => {}, [down]),
      ['clock'],
    );
    const stoodStill = (played: PlayedMatch) => {
      assert.ok(played.clock);
      played.clock.last.at += 4000;
    };
    assert.deepEqual(found(stoodStill, [down]), []);
    const takenOver = (played: PlayedMatch) => {
      for (const epoch of [1, 2, 3])
        played.epochs.push({ from: LATER + epoch, until: LATER + epoch, epoch, owner: `${epoch}` });
    };
    assert.deepEqual(found(takenOver, [down]), [], 'the clock is stored ahead, which each takeover may skip');
    assert.deepEqual(found(takenOver, [{ from: 5000, to: 15_000 }]), ['clock']);
    assert.deepEqual(
      found(() => {}, [{ from: 500_000, to: 900_000 }]),
      [],
      'it was over by then',
    );
  });
});
