import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when a topic is muted, and what was muted before; and what was delivered too late. */
export class FrozenMutes1796104800000 implements MigrationInterface {
  readonly name = 'FrozenMutes1796104800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notification_counts ADD COLUMN late integer NOT NULL DEFAULT 0');
    await runner.query('ALTER TABLE notification_mutes ADD COLUMN after bigint NOT NULL DEFAULT 0');
    await runner.query(`CREATE TABLE notification_past_mutes (
      player uuid NOT NULL,
      topic text NOT NULL,
      after bigint NOT NULL,
      until bigint NOT NULL,
      CONSTRAINT notification_past_mutes_pkey PRIMARY KEY (player, topic, after),
      CONSTRAINT notification_past_mutes_player FOREIGN KEY (player) REFERENCES players (id) ON DELETE CASCADE
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE notification_past_mutes');
    await runner.query('ALTER TABLE notification_mutes DROP COLUMN after');
    await runner.query('ALTER TABLE notification_counts DROP COLUMN late');
  }
}
