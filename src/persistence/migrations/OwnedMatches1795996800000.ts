import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Matches that are being played, in tables that cost little to write: the row that every write touches is narrow and
 * has room beside it for its next versions. No foreign keys: whoever deletes a match holds its row, and deletes all.
 * `running_matches` and `running_journal` stay for processes of before; nothing new is written there.
 */
export class OwnedMatches1795996800000 implements MigrationInterface {
  readonly name = 'OwnedMatches1795996800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE match_owners (
      match_id uuid NOT NULL,
      clock double precision NOT NULL,
      entries integer NOT NULL,
      epoch integer NOT NULL,
      format smallint NOT NULL,
      game text NOT NULL,
      owner text NOT NULL,
      CONSTRAINT match_owners_pkey PRIMARY KEY (match_id)
    ) WITH (fillfactor = 40)`);
    await runner.query(`CREATE TABLE match_checkpoints (
      match_id uuid NOT NULL,
      snapshot bytea NOT NULL,
      CONSTRAINT match_checkpoints_pkey PRIMARY KEY (match_id)
    ) WITH (fillfactor = 40, toast_tuple_target = 4080)`);
    // What is sealed cannot be compressed: nobody needs to try.
    await runner.query('ALTER TABLE match_checkpoints ALTER COLUMN snapshot SET STORAGE EXTERNAL');
    await runner.query(`CREATE TABLE match_journals (
      match_id uuid NOT NULL,
      seq integer NOT NULL,
      entry bytea NOT NULL,
      CONSTRAINT match_journals_pkey PRIMARY KEY (match_id, seq)
    )`);
    await runner.query('ALTER TABLE match_journals ALTER COLUMN entry SET STORAGE EXTERNAL');
    await runner.query(`CREATE TABLE match_ends (
      match_id uuid NOT NULL,
      ended_at timestamptz NOT NULL,
      CONSTRAINT match_ends_pkey PRIMARY KEY (match_id)
    )`);
    await runner.query('CREATE INDEX match_ends_ended_at ON match_ends (ended_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE match_owners, match_checkpoints, match_journals, match_ends');
  }
}
