import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether ratings change by a match: not by one of friends. */
export class RatedMatches1795478400000 implements MigrationInterface {
  readonly name = 'RatedMatches1795478400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE matches ADD COLUMN rated boolean NOT NULL DEFAULT true');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE matches DROP COLUMN rated');
  }
}
