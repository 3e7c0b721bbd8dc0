import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The queue, what matchmaking made lately, parties, and whom players never want to meet. */
export class Queue1795392000000 implements MigrationInterface {
  readonly name = 'Queue1795392000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE preferences DROP COLUMN blocked');
    for (const table of TABLES.toReversed()) await runner.query(`DROP TABLE ${table}`);
  }
}

/** In the order in which they refer to each other. */
const TABLES = [
  'queue_tickets',
  'queue_proposals',
  'queue_let_downs',
  'queue_tables',
  'queue_counts',
  'parties',
  'party_members',
];

const UP = [
  `CREATE TABLE queue_tickets (
    id text NOT NULL,
    player text NOT NULL,
    game text NOT NULL,
    party text,
    enqueued_at double precision NOT NULL,
    ticket json NOT NULL,
    state text NOT NULL,
    match text,
    priority boolean NOT NULL,
    why text NOT NULL,
    CONSTRAINT queue_tickets_pkey PRIMARY KEY (id),
    CONSTRAINT queue_tickets_state CHECK (state IN ('waiting', 'proposed', 'matched', 'cancelled', 'expired'))
  )`,
  "CREATE UNIQUE INDEX queue_tickets_open ON queue_tickets (player) WHERE state IN ('waiting', 'proposed')",
  'CREATE INDEX queue_tickets_game ON queue_tickets (game, state)',

  `CREATE TABLE queue_proposals (
    match text NOT NULL,
    proposal json NOT NULL,
    tickets text[] NOT NULL,
    accepted text[] NOT NULL,
    state text NOT NULL,
    since double precision NOT NULL,
    CONSTRAINT queue_proposals_pkey PRIMARY KEY (match),
    CONSTRAINT queue_proposals_state CHECK (state IN ('proposed', 'matched', 'opened'))
  )`,

  `CREATE TABLE queue_let_downs (
    player text NOT NULL,
    times integer NOT NULL,
    last double precision NOT NULL,
    CONSTRAINT queue_let_downs_pkey PRIMARY KEY (player)
  )`,

  `CREATE TABLE queue_tables (
    match text NOT NULL,
    game text NOT NULL,
    at timestamptz NOT NULL,
    people json NOT NULL,
    bots smallint NOT NULL,
    spread double precision NOT NULL,
    region text,
    CONSTRAINT queue_tables_pkey PRIMARY KEY (match)
  )`,
  'CREATE INDEX queue_tables_recent ON queue_tables (game, at)',

  `CREATE TABLE queue_counts (
    game text NOT NULL,
    tables bigint NOT NULL,
    CONSTRAINT queue_counts_pkey PRIMARY KEY (game)
  )`,

  `CREATE TABLE parties (
    id text NOT NULL,
    code text NOT NULL,
    version integer NOT NULL,
    touched_at timestamptz NOT NULL,
    party json NOT NULL,
    CONSTRAINT parties_pkey PRIMARY KEY (id),
    CONSTRAINT parties_code UNIQUE (code)
  )`,
  'CREATE INDEX parties_touched ON parties (touched_at)',

  `CREATE TABLE party_members (
    player text NOT NULL,
    party_id text NOT NULL,
    CONSTRAINT party_members_pkey PRIMARY KEY (player),
    CONSTRAINT party_members_in FOREIGN KEY (party_id) REFERENCES parties (id) ON DELETE CASCADE
  )`,
  'CREATE INDEX party_members_party ON party_members (party_id)',

  "ALTER TABLE preferences ADD COLUMN blocked json NOT NULL DEFAULT '[]'",
];
