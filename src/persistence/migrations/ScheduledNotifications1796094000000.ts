import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are to be told later. */
export class ScheduledNotifications1796094000000 implements MigrationInterface {
  readonly name = 'ScheduledNotifications1796094000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE scheduled_notifications (
      id uuid NOT NULL,
      send_at timestamptz NOT NULL,
      sender text NOT NULL,
      dedupe_key text,
      draft json NOT NULL,
      CONSTRAINT scheduled_notifications_pkey PRIMARY KEY (id)
    )`);
    await runner.query(
      'CREATE UNIQUE INDEX scheduled_notifications_dedupe ON scheduled_notifications (sender, dedupe_key)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE scheduled_notifications');
  }
}
