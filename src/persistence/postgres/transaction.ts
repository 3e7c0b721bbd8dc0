import type { DataSource, EntityManager } from 'typeorm';

const ATTEMPTS = 3;
/** serialization_failure, deadlock_detected */
const WORTH_ANOTHER_TRY = new Set(['40001', '40P01']);

/** Runs `work` in one transaction, and again when the database gave it up in favour of another. */
export async function inTransaction<T>(
  database: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.transaction(work);
    } catch (error) {
      if (attempt === ATTEMPTS || !WORTH_ANOTHER_TRY.has(sqlState(error) ?? '')) throw error;
    }
  }
}

/** The SQLSTATE of a failed statement. */
function sqlState(error: unknown): string | undefined {
  const { driverError, code } = error as { driverError?: { code?: string }; code?: string };
  return driverError?.code ?? code; // of TypeORM, or of the driver itself
}

/** The constraint that a failed statement broke. */
export function brokenConstraint(error: unknown): string | undefined {
  return (error as { driverError?: { constraint?: string } }).driverError?.constraint;
}
