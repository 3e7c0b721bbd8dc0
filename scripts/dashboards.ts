import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dashboards } from './dashboards/dashboards.ts';

/** Writes Grafana's dashboards anew: `npx node scripts/dashboards.ts`. */
const folder = fileURLToPath(new URL('../deploy/grafana/', import.meta.url));
for (const [file, json] of Object.entries(dashboards())) writeFileSync(folder + file, json);
