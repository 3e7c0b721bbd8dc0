import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom players do not want to hear, in any chat. */
export class Mutes1795914000000 implements MigrationInterface {
  readonly name = 'Mutes1795914000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE mutes (
      player_id uuid NOT NULL,
      muted_id uuid NOT NULL,
      muted_at timestamptz NOT NULL,
      CONSTRAINT mutes_pkey PRIMARY KEY (player_id, muted_id),
      CONSTRAINT mutes_player FOREIGN KEY (player_id) REFERENCES players (id) ON DELETE CASCADE
    )`);
    await runner.query('CREATE INDEX mutes_muted ON mutes (muted_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mutes');
  }
}
