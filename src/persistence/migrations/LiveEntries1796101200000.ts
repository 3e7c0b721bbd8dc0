import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Journals of live games have inputs, and tell when a match went on elsewhere. */
export class LiveEntries1796101200000 implements MigrationInterface {
  readonly name = 'LiveEntries1796101200000';

  async up(runner: QueryRunner): Promise<void> {
    await allow(runner, "'act', 'leave', 'command', 'time', 'away', 'back', 'inputs', 'restored'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await allow(runner, "'act', 'leave', 'command', 'time', 'away', 'back'");
  }
}

/** Rows that are there are not looked at: they were allowed no more. */
async function allow(runner: QueryRunner, kinds: string): Promise<void> {
  await runner.query('ALTER TABLE journal_entries DROP CONSTRAINT journal_entries_kind');
  await runner.query(
    `ALTER TABLE journal_entries ADD CONSTRAINT journal_entries_kind CHECK (kind IN (${kinds})) NOT VALID`,
  );
}
