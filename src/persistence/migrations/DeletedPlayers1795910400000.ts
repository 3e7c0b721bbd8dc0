import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that are gone: a row without a name stays for the records to refer to. */
export class DeletedPlayers1795910400000 implements MigrationInterface {
  readonly name = 'DeletedPlayers1795910400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE players ADD COLUMN deleted_at timestamptz');
    await runner.query('CREATE INDEX players_deleted ON players (id) WHERE deleted_at IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX players_deleted');
    await runner.query('ALTER TABLE players DROP COLUMN deleted_at');
  }
}
