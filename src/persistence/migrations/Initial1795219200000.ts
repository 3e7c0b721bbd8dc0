import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Players, matches with everything that is kept of them, ratings, feedback, preferences. */
export class Initial1795219200000 implements MigrationInterface {
  readonly name = 'Initial1795219200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES.toReversed()) await runner.query(`DROP TABLE ${table}`);
  }
}

/** In the order in which they refer to each other. */
const TABLES = [
  'players',
  'preferences',
  'matches',
  'match_players',
  'puzzles',
  'point_entries',
  'journal_entries',
  'ratings',
  'feedback',
];

const UP = [
  `CREATE TABLE players (
    id uuid NOT NULL,
    name text NOT NULL,
    email text,
    password_hash text,
    banned_until timestamptz,
    ban_reason text,
    token_version integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    CONSTRAINT players_pkey PRIMARY KEY (id),
    CONSTRAINT players_email UNIQUE (email),
    CONSTRAINT players_name CHECK (char_length(name) BETWEEN 1 AND 24),
    CONSTRAINT players_guest CHECK ((email IS NULL) = (password_hash IS NULL))
  )`,

  `CREATE TABLE preferences (
    player_id uuid NOT NULL,
    game text NOT NULL,
    regions json NOT NULL,
    bots boolean NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT preferences_pkey PRIMARY KEY (player_id),
    CONSTRAINT preferences_player FOREIGN KEY (player_id) REFERENCES players (id) ON DELETE CASCADE
  )`,

  `CREATE TABLE matches (
    id uuid NOT NULL,
    game text NOT NULL,
    outcome text NOT NULL DEFAULT 'running',
    setup json NOT NULL,
    why text NOT NULL,
    quality double precision,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    game_ms double precision,
    final_state json,
    state_hash text,
    CONSTRAINT matches_pkey PRIMARY KEY (id),
    CONSTRAINT matches_outcome CHECK (outcome IN ('running', 'finished', 'abandoned')),
    CONSTRAINT matches_finished CHECK ((outcome = 'running') = (finished_at IS NULL))
  )`,

  `CREATE TABLE match_players (
    match_id uuid NOT NULL,
    seat smallint NOT NULL,
    seated text NOT NULL,
    player_id uuid,
    name text NOT NULL,
    bot boolean NOT NULL,
    skill double precision,
    rank smallint,
    score double precision,
    has_left boolean NOT NULL DEFAULT false,
    rating json,
    started_at timestamptz NOT NULL,
    CONSTRAINT match_players_pkey PRIMARY KEY (match_id, seat),
    CONSTRAINT match_players_seated UNIQUE (match_id, seated),
    CONSTRAINT match_players_bot CHECK (bot = (player_id IS NULL)),
    CONSTRAINT match_players_match FOREIGN KEY (match_id) REFERENCES matches (id) ON DELETE CASCADE,
    CONSTRAINT match_players_player FOREIGN KEY (player_id) REFERENCES players (id)
  )`,
  'CREATE INDEX match_players_history ON match_players (player_id, started_at)',

  `CREATE TABLE puzzles (
    match_id uuid NOT NULL,
    id text NOT NULL,
    player text NOT NULL,
    type text NOT NULL,
    level double precision NOT NULL,
    prompt text NOT NULL,
    answer text NOT NULL,
    opened_at double precision NOT NULL,
    closed_at double precision,
    outcome text NOT NULL,
    CONSTRAINT puzzles_pkey PRIMARY KEY (match_id, id),
    CONSTRAINT puzzles_outcome CHECK (outcome IN ('solved', 'skipped', 'open')),
    CONSTRAINT puzzles_match FOREIGN KEY (match_id) REFERENCES matches (id) ON DELETE CASCADE
  )`,

  `CREATE TABLE point_entries (
    match_id uuid NOT NULL,
    seq integer NOT NULL,
    kind text NOT NULL,
    giver text NOT NULL,
    taker text NOT NULL,
    debit text NOT NULL,
    credit text NOT NULL,
    amount bigint NOT NULL,
    CONSTRAINT point_entries_pkey PRIMARY KEY (match_id, seq),
    CONSTRAINT point_entries_amount CHECK (amount > 0),
    CONSTRAINT point_entries_match FOREIGN KEY (match_id) REFERENCES matches (id) ON DELETE CASCADE
  )`,

  `CREATE TABLE journal_entries (
    match_id uuid NOT NULL,
    seq integer NOT NULL,
    at double precision NOT NULL,
    kind text NOT NULL,
    by text NOT NULL,
    request json NOT NULL,
    CONSTRAINT journal_entries_pkey PRIMARY KEY (match_id, seq),
    CONSTRAINT journal_entries_kind CHECK (kind IN ('act', 'leave', 'command')),
    CONSTRAINT journal_entries_match FOREIGN KEY (match_id) REFERENCES matches (id) ON DELETE CASCADE
  )`,

  `CREATE TABLE ratings (
    player_id uuid NOT NULL,
    game text NOT NULL,
    mu double precision NOT NULL,
    sigma double precision NOT NULL,
    played integer NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT ratings_pkey PRIMARY KEY (player_id, game),
    CONSTRAINT ratings_sigma CHECK (sigma > 0),
    CONSTRAINT ratings_played CHECK (played >= 0),
    CONSTRAINT ratings_player FOREIGN KEY (player_id) REFERENCES players (id) ON DELETE CASCADE
  )`,
  'CREATE INDEX ratings_leaderboard ON ratings (game, (mu - 2 * sigma), player_id)',

  `CREATE TABLE feedback (
    id uuid NOT NULL,
    player_id uuid,
    rating smallint,
    text text NOT NULL,
    contact text,
    page text,
    created_at timestamptz NOT NULL,
    CONSTRAINT feedback_pkey PRIMARY KEY (id),
    CONSTRAINT feedback_rating CHECK (rating BETWEEN 1 AND 5),
    CONSTRAINT feedback_player FOREIGN KEY (player_id) REFERENCES players (id) ON DELETE SET NULL
  )`,
  'CREATE INDEX feedback_created ON feedback (created_at)',
];
