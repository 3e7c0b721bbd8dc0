import { type Db, getConstructionPlans } from 'pg-boss';

const INSTALLED = `SELECT to_regnamespace('pgboss') IS NOT NULL AS begun, to_regclass('pgboss.version') IS NOT NULL AS versioned`;
const VERSION = 'SELECT version FROM pgboss.version';

/**
 * Makes the tables of the job queue one statement at a time: in one go, as it would be done otherwise, nothing else
 * could be stored for some hundred ms, or seconds on a busy machine. The last statement names the version; what was
 * left without one when the process died is made anew. Nobody else has this database.
 */
export async function installEmbeddedJobs(db: Db): Promise<void> {
  const [{ begun, versioned }] = (await db.executeSql(INSTALLED)).rows;
  if (versioned && (await db.executeSql(VERSION)).rows.length > 0) return;
  if (begun) await db.executeSql('DROP SCHEMA pgboss CASCADE');
  const plan = getConstructionPlans('pgboss', { backend: 'pglite' });
  for (const statement of statementsOf(plan))
    if (!OF_A_TRANSACTION.test(statement)) await db.executeSql(statement);
}

/** What makes one transaction of the plan. */
const OF_A_TRANSACTION = /^(BEGIN|COMMIT|SET LOCAL|SELECT pg_advisory_xact_lock)\b/;

/** The statements of a script. What is between `$$` and `$$` is the body of a function, with semicolons of its own. */
function statementsOf(script: string): string[] {
  return [...script.matchAll(/(?:\$\$[\s\S]*?\$\$|[^;])+/g)]
    .map(([statement]) => statement.trim())
    .filter((statement) => statement !== '');
}
