import { dashboards } from '../../scripts/dashboards/dashboards.ts';

interface Query {
  /** Where it stands. */
  title: string;
  expr: string;
}

/** Every query of every panel of every dashboard. */
export function dashboardQueries(): Query[] {
  return Object.values(dashboards()).flatMap((json) => {
    const { panels } = JSON.parse(json) as { panels: { title: string; targets: { expr: string }[] }[] };
    return panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));
  });
}

/** The metrics that an expression asks for. */
export function metricsIn(expr: string): string[] {
  return [...new Set(expr.match(/\b(?:game|parlor|nodejs|process)_\w+\b/g))];
}
