import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('../../web/src', import.meta.url));
/** What holds a text of a user's, by its name in the code. */
const USERS = String.raw`(?:[\w.?!]+[.?!])?(?:name|leader|why)|endedWhy\([^{}]*\)|line\.text|answer\.text|fed|withoutMark\([^{}]*\)|namesAtTable\([^{}]*\)`;
/** As a child of an element: after a tag, text or the beginning of a line. `({ name })` and `x={name}` are none. */
const CHILD = new RegExp(
  String.raw`(?<=[>\w,.’“:]|^)\s*(?<!(?:=|\(|,|&&|const|let|return|import|type)\s*)\{\s*(?:${USERS})\s*\}`,
  'gm',
);
/** In the middle of a string. */
const PART = new RegExp(String.raw`\$\{\s*(?:${USERS})\s*\}`, 'g');
/** Attributes that are read out or shown, and have no elements in them. */
const ATTRIBUTE = new RegExp(String.raw`\b(?:aria-label|title|alt|placeholder)=\{\s*(?:${USERS})\s*\}`, 'g');
const SHOWN_BY = /<(?:UserText|bdi)[^>]*>\s*$/;

/** Users' texts in the source of a component that are shown as if they were the page's own. */
function bareTexts(source: string): string[] {
  const children = [...source.matchAll(CHILD)].filter(({ index, 0: found }) => {
    const before = source.slice(0, index + found.indexOf('{'));
    return !SHOWN_BY.test(before);
  });
  return [...children, ...source.matchAll(PART), ...source.matchAll(ATTRIBUTE)].map(([found]) =>
    found.trim(),
  );
}

const inString = (expression: string) => ['`Mute $', `{${expression}} now`, '`'].join('');

describe('texts of users', () => {
  it('are shown by UserText or isolated, in every component', () => {
    const files = readdirSync(web, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name));
    const found = files.flatMap((file) =>
      bareTexts(readFileSync(file, 'utf8')).map((text) => `${relative(web, file)}: ${text}`),
    );
    assert.ok(files.length > 100);
    assert.deepEqual(found, []);
  });

  for (const bare of [
    '<span>{name}</span>',
    '<span>{player.name}</span>',
    '<h1>{value?.name}</h1>',
    '<p>\n  {party.leader}\n</p>',
    '<p>Join {party.leader}’s party</p>',
    '<p>{line.text}</p>',
    '<p>{ticket.why}</p>',
    '<p>{endedWhy(ticket)}</p>',
    '<p>{namesAtTable(names)}</p>',
    inString('name'),
    inString('line.name'),
    '<b title={player.name} />',
  ]) {
    it(`would be found: ${JSON.stringify(bare)}`, () => assert.equal(bareTexts(bare).length, 1));
  }

  for (const fine of [
    '<UserText>{name}</UserText>',
    '<bdi className="user-text">{player.name}</bdi>',
    '<Sentence text={ticket.why} />',
    '<PlayerName name={player.name} bot={false} />',
    inString('isolated(name)'),
    'members.map(({ name }) => name)',
    'const { name } = player;',
  ]) {
    it(`would not be found: ${JSON.stringify(fine)}`, () => assert.deepEqual(bareTexts(fine), []));
  }
});
