import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Matches that are being played: owner, fencing epoch, last checkpoint and journal. */
export class RunningMatches1795305600000 implements MigrationInterface {
  readonly name = 'RunningMatches1795305600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE running_matches (
      match_id uuid NOT NULL,
      owner text NOT NULL,
      epoch integer NOT NULL,
      snapshot json NOT NULL,
      CONSTRAINT running_matches_pkey PRIMARY KEY (match_id)
    )`);
    await runner.query(`CREATE TABLE running_journal (
      match_id uuid NOT NULL,
      seq integer NOT NULL,
      entry json NOT NULL,
      CONSTRAINT running_journal_pkey PRIMARY KEY (match_id, seq),
      CONSTRAINT running_journal_match
        FOREIGN KEY (match_id) REFERENCES running_matches (match_id) ON DELETE CASCADE
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE running_journal');
    await runner.query('DROP TABLE running_matches');
  }
}
