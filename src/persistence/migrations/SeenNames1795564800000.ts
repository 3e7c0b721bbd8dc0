import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names are counted as people see them: a flag is one character, and seven code points here. */
export class SeenNames1795564800000 implements MigrationInterface {
  readonly name = 'SeenNames1795564800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE players DROP CONSTRAINT players_name,
        ADD CONSTRAINT players_name CHECK (char_length(name) BETWEEN 1 AND 100)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('UPDATE players SET name = left(name, 24) WHERE char_length(name) > 24');
    await runner.query(
      `ALTER TABLE players DROP CONSTRAINT players_name,
        ADD CONSTRAINT players_name CHECK (char_length(name) BETWEEN 1 AND 24)`,
    );
  }
}
