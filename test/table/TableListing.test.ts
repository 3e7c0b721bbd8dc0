import assert from 'node:assert/strict';
import { MemoryDirectory } from '../../src/persistence/memory/memoryDirectory.ts';
import { Seats } from '../../src/table/Seats.ts';
import { TableListing } from '../../src/table/TableListing.ts';
import { ids, MATCH } from '../support/hostedToy.ts';
import { schemaToy } from '../support/toyGame.ts';

const [a, b] = ids as [string, string];

/** A directory whose next claim stops until `go` is called. */
class SlowDirectory extends MemoryDirectory {
  go = () => {};
  #gate: Promise<void> | null = null;

  stopAtClaim(): void {
    this.#gate = new Promise((resolve) => {
      this.go = resolve;
    });
  }

  override async claim(player: string, match: string): Promise<string | null> {
    await this.#gate;
    return super.claim(player, match);
  }
}

function listed() {
  let time = 0;
  const directory = new SlowDirectory();
  const seats = new Seats();
  for (const player of [a, b]) seats.add(player);
  const elsewhere: [string, string][] = [];
  const table = {
    match: { id: MATCH, game: 'toy', startedAt: 0 },
    state: schemaToy.plain.state(),
    seats,
    elsewhere: (player: string, other: string) => void elsewhere.push([player, other]),
  };
  const people = [a, b].map((id) => ({ id, name: id, bot: false }));
  const needs = { directory, now: () => time, log: { info() {}, warn() {}, error() {} } };
  const listing = new TableListing(table, people, needs);
  const pass = (ms: number) => {
    time += ms;
  };
  const bound = async () => [await directory.of(a), await directory.of(b)];
  return { listing, directory, seats, elsewhere, pass, bound };
}

const failing = async () => {
  throw new Error('away');
};

describe('a table on the lists', () => {
  it('is listed at once when it is not, and a moment later when its owner before had listed it', async () => {
    const at = listed();
    await at.listing.begin();
    assert.deepEqual(await at.bound(), [MATCH, MATCH]);
    await at.directory.release(a, MATCH);
    await at.listing.begin();
    at.pass(999);
    at.listing.refresh();
    at.pass(1);
    assert.deepEqual(await at.bound(), [null, MATCH]);
    at.listing.refresh();
    await new Promise(setImmediate);
    assert.deepEqual(await at.bound(), [MATCH, MATCH]);
  });

  it('is listed with its people bound to it, and again when it is time', async () => {
    const at = listed();
    await at.listing.put();
    assert.deepEqual(await at.bound(), [MATCH, MATCH]);
    await at.directory.remove(MATCH);
    await at.directory.release(a, MATCH);
    at.pass(14_999);
    at.listing.refresh();
    await new Promise(setImmediate);
    assert.equal(await at.directory.find(MATCH), null);
    at.pass(1);
    at.listing.refresh();
    await new Promise(setImmediate);
    assert.equal((await at.directory.find(MATCH))?.id, MATCH);
    assert.deepEqual(await at.bound(), [MATCH, MATCH]);
  });

  it('frees everybody for good, whatever was under way', async () => {
    const at = listed();
    at.directory.stopAtClaim();
    const put = at.listing.put();
    await Promise.resolve();
    const later = at.listing.put();
    const removed = at.listing.remove();
    at.directory.go();
    await Promise.all([put, later, removed]);
    assert.deepEqual([await at.bound(), await at.directory.list()], [[null, null], []]);
    await at.listing.put();
    assert.deepEqual([await at.bound(), await at.directory.list()], [[null, null], []]);
  });

  it('does not bind again who leaves while it is put', async () => {
    const at = listed();
    at.directory.stopAtClaim();
    const put = at.listing.put();
    await Promise.resolve();
    at.seats.remove(a);
    const left = at.listing.put();
    at.directory.go();
    await Promise.all([put, left]);
    assert.deepEqual(await at.bound(), [null, MATCH]);
  });

  it('frees with the next try who left while the lists were away', async () => {
    const at = listed();
    await at.listing.put();
    const release = at.directory.release.bind(at.directory);
    at.directory.release = failing;
    at.seats.remove(a);
    await at.listing.put();
    at.directory.release = release;
    at.pass(999);
    at.listing.refresh();
    assert.deepEqual(await at.bound(), [MATCH, MATCH]);
    at.pass(1);
    at.listing.refresh();
    await new Promise(setImmediate);
    assert.deepEqual(await at.bound(), [null, MATCH]);
  });

  it('frees everybody with a second try when the first one failed', async () => {
    const at = listed();
    await at.listing.put();
    const remove = at.directory.remove.bind(at.directory);
    at.directory.remove = failing;
    await assert.rejects(at.listing.remove(), /away/);
    at.directory.remove = remove;
    await at.listing.remove();
    assert.deepEqual([await at.bound(), await at.directory.list()], [[null, null], []]);
  });

  it('takes nobody away from another match, and tells it once', async () => {
    const at = listed();
    await at.directory.claim(a, 'another');
    await at.listing.put();
    await at.listing.put();
    assert.deepEqual(await at.bound(), ['another', MATCH]);
    assert.deepEqual(at.elsewhere, [[a, 'another']]);
    await at.listing.remove();
    assert.deepEqual(await at.bound(), ['another', null]);
  });

  it('leaves the lists alone once the match went elsewhere', async () => {
    const at = listed();
    at.directory.stopAtClaim();
    const put = at.listing.put();
    await Promise.resolve();
    at.listing.close();
    at.directory.go();
    await put;
    assert.deepEqual([await at.directory.list(), (await at.bound())[1]], [[], null]);
  });

  it('frees nobody whose match went elsewhere: there they may have their seat still', async () => {
    const at = listed();
    await at.listing.put();
    at.listing.close();
    at.seats.remove(b);
    await at.listing.put();
    assert.deepEqual(await at.bound(), [MATCH, MATCH]);
  });
});
