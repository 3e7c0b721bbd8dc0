import type { MigrationInterface, QueryRunner } from 'typeorm';

const OF = 'FOREIGN KEY (seq) REFERENCES notifications (seq) ON DELETE CASCADE';
const PLAYER = 'FOREIGN KEY (player) REFERENCES players (id) ON DELETE CASCADE';

/** What people are told, and what came of it. */
export class Notifications1796004000000 implements MigrationInterface {
  readonly name = 'Notifications1796004000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE notification_head (
      id smallint NOT NULL,
      epoch uuid NOT NULL,
      seq bigint NOT NULL,
      forgotten bigint NOT NULL,
      CONSTRAINT notification_head_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE TABLE notifications (
      seq bigint NOT NULL,
      id uuid NOT NULL,
      kind text NOT NULL,
      topic text NOT NULL,
      priority smallint NOT NULL,
      title text NOT NULL,
      body text NOT NULL,
      data json NOT NULL,
      sender text NOT NULL,
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      dedupe_key text,
      CONSTRAINT notifications_pkey PRIMARY KEY (seq),
      CONSTRAINT notifications_id UNIQUE (id),
      CONSTRAINT notifications_kind CHECK (kind IN ('all', 'topic', 'match', 'player')),
      CONSTRAINT notifications_priority CHECK (priority BETWEEN 0 AND 3)
    )`);
    await runner.query(
      'CREATE INDEX notifications_dedupe ON notifications (sender, dedupe_key) WHERE dedupe_key IS NOT NULL',
    );
    await runner.query(
      "CREATE INDEX notifications_broadcast ON notifications (seq) WHERE kind IN ('all', 'topic')",
    );
    await runner.query('CREATE INDEX notifications_expires ON notifications (expires_at)');
    await runner.query(`CREATE TABLE notification_targets (
      player uuid NOT NULL,
      seq bigint NOT NULL,
      CONSTRAINT notification_targets_pkey PRIMARY KEY (player, seq),
      CONSTRAINT notification_targets_of ${OF},
      CONSTRAINT notification_targets_player ${PLAYER}
    )`);
    await runner.query('CREATE INDEX notification_targets_seq ON notification_targets (seq)');
    await runner.query(`CREATE TABLE notification_receipts (
      seq bigint NOT NULL,
      player uuid NOT NULL,
      delivered_at timestamptz,
      seen_at timestamptz,
      acted_at timestamptz,
      archived_at timestamptz,
      CONSTRAINT notification_receipts_pkey PRIMARY KEY (seq, player),
      CONSTRAINT notification_receipts_of ${OF},
      CONSTRAINT notification_receipts_player ${PLAYER}
    )`);
    await runner.query('CREATE INDEX notification_receipts_by_player ON notification_receipts (player)');
    await runner.query(`CREATE TABLE notification_counts (
      seq bigint NOT NULL,
      recipients integer NOT NULL,
      sent integer NOT NULL,
      delivered integer NOT NULL,
      seen integer NOT NULL,
      acted integer NOT NULL,
      expired integer NOT NULL,
      closed boolean NOT NULL,
      CONSTRAINT notification_counts_pkey PRIMARY KEY (seq),
      CONSTRAINT notification_counts_of ${OF}
    )`);
    await runner.query(`CREATE TABLE notification_mutes (
      player uuid NOT NULL,
      topic text NOT NULL,
      CONSTRAINT notification_mutes_pkey PRIMARY KEY (player, topic),
      CONSTRAINT notification_mutes_player ${PLAYER}
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['mutes', 'counts', 'receipts', 'targets'])
      await runner.query(`DROP TABLE notification_${table}`);
    await runner.query('DROP TABLE notifications');
    await runner.query('DROP TABLE notification_head');
  }
}
