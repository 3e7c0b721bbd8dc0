import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ratings that changed lately, and players who are gone since then, are found without a scan. */
export class RankPages1796011200000 implements MigrationInterface {
  readonly name = 'RankPages1796011200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX ratings_updated ON ratings (updated_at, player_id, game)');
    await runner.query(
      'CREATE INDEX players_deleted_at ON players (deleted_at, id) WHERE deleted_at IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX players_deleted_at');
    await runner.query('DROP INDEX ratings_updated');
  }
}
