import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a match was abandoned. */
export class AbandonedWhy1796108400000 implements MigrationInterface {
  readonly name = 'AbandonedWhy1796108400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE matches ADD COLUMN reason text
      CONSTRAINT matches_reason CHECK (reason IS NULL OR outcome = 'abandoned')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE matches DROP COLUMN reason');
  }
}
