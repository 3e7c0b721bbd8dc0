import { dashboardOf } from './panel.ts';
import { PERFORMANCE } from './performance.ts';
import { REALTIME } from './realtime.ts';

/** Every dashboard as JSON, by the name of its file. */
export function dashboards(): Record<string, string> {
  const all = {
    'realtime.json': dashboardOf('parlor-realtime', 'Parlor: real-time overview', REALTIME),
    'performance.json': dashboardOf('parlor-performance', 'Parlor: performance', PERFORMANCE),
  };
  return Object.fromEntries(
    Object.entries(all).map(([file, dashboard]) => [file, `${JSON.stringify(dashboard, null, 2)}\n`]),
  );
}
