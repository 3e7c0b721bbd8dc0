import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What time alone decided in a match has an entry of its own. */
export class TimeEntries1795921200000 implements MigrationInterface {
  readonly name = 'TimeEntries1795921200000';

  async up(runner: QueryRunner): Promise<void> {
    await allow(runner, "'act', 'leave', 'command', 'time'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await allow(runner, "'act', 'leave', 'command'");
  }
}

/** Rows that are there are not looked at: they were allowed more. */
async function allow(runner: QueryRunner, kinds: string): Promise<void> {
  await runner.query('ALTER TABLE journal_entries DROP CONSTRAINT journal_entries_kind');
  await runner.query(
    `ALTER TABLE journal_entries ADD CONSTRAINT journal_entries_kind CHECK (kind IN (${kinds})) NOT VALID`,
  );
}
