import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Browsers that are told what is important while the page is closed. */
export class PushSubscriptions1796097600000 implements MigrationInterface {
  readonly name = 'PushSubscriptions1796097600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE push_subscriptions (
      id uuid NOT NULL,
      player uuid NOT NULL,
      endpoint text NOT NULL,
      p256dh text NOT NULL,
      auth text NOT NULL,
      failures smallint NOT NULL,
      confirmed_at timestamptz NOT NULL,
      CONSTRAINT push_subscriptions_pkey PRIMARY KEY (id),
      CONSTRAINT push_subscriptions_endpoint UNIQUE (endpoint),
      CONSTRAINT push_subscriptions_player FOREIGN KEY (player) REFERENCES players (id) ON DELETE CASCADE
    )`);
    await runner.query('CREATE INDEX push_subscriptions_of ON push_subscriptions (player)');
    await runner.query('CREATE INDEX push_subscriptions_confirmed ON push_subscriptions (confirmed_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE push_subscriptions');
  }
}
