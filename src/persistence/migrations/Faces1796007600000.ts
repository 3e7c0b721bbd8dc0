import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How players look, by their choice and at their tables. */
export class Faces1796007600000 implements MigrationInterface {
  readonly name = 'Faces1796007600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE players ADD COLUMN face text
      CONSTRAINT players_face CHECK (char_length(face) BETWEEN 1 AND 40)`);
    await runner.query('ALTER TABLE match_players ADD COLUMN face text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE match_players DROP COLUMN face');
    await runner.query('ALTER TABLE players DROP COLUMN face');
  }
}
