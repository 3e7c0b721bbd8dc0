import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Games keep records of their own, and rules are told of who is away. */
export class GameRecords1796000400000 implements MigrationInterface {
  readonly name = 'GameRecords1796000400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE game_records (
        match_id uuid NOT NULL,
        seq integer NOT NULL,
        kind text NOT NULL,
        player text NOT NULL,
        at double precision NOT NULL,
        data json NOT NULL,
        CONSTRAINT game_records_pkey PRIMARY KEY (match_id, seq),
        CONSTRAINT game_records_match FOREIGN KEY (match_id) REFERENCES matches (id) ON DELETE CASCADE
      )
    `);
    await allow(runner, "'act', 'leave', 'command', 'time', 'away', 'back'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await allow(runner, "'act', 'leave', 'command', 'time'");
    await runner.query('DROP TABLE game_records');
  }
}

/** Rows that are there are not looked at: they were allowed no more. */
async function allow(runner: QueryRunner, kinds: string): Promise<void> {
  await runner.query('ALTER TABLE journal_entries DROP CONSTRAINT journal_entries_kind');
  await runner.query(
    `ALTER TABLE journal_entries ADD CONSTRAINT journal_entries_kind CHECK (kind IN (${kinds})) NOT VALID`,
  );
}
