import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  LegendDisplayMode,
  LegendPlacement,
  VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type Dashboard,
  DashboardBuilder,
  DatasourceVariableBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

/** One picture: what it shows, in which unit of Grafana's, and by which queries. */
export interface Panel {
  title: string;
  /** What an operator makes of it. */
  description: string;
  unit: string;
  /** By what their lines are called: text, with labels as `{{label}}`. */
  queries: Readonly<Record<string, string>>;
}

/** Chosen by those who look on, among the Prometheus that Grafana knows. */
const SOURCE = { type: 'prometheus', uid: '$datasource' };
/** Of the 24 columns of a dashboard: two panels stand side by side. */
const WIDTH = 12;
const HEIGHT = 8;

/** A dashboard as Grafana imports it. What is changed there is changed here, or loses the change. */
export function dashboardOf(uid: string, title: string, panels: readonly Panel[]): Dashboard {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .tags(['parlor'])
    .refresh('10s')
    .time({ from: 'now-1h', to: 'now' })
    .timezone('browser')
    .withVariable(new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'));
  for (const panel of panels) builder.withPanel(builderOf(panel));
  return builder.build();
}

function builderOf({ title, description, unit, queries }: Panel): PanelBuilder {
  const targets: Builder<Dataquery>[] = Object.entries(queries).map(([legend, expr], i) =>
    new DataqueryBuilder()
      .refId(String.fromCharCode('A'.charCodeAt(0) + i))
      .expr(expr)
      .legendFormat(legend)
      .range(),
  );
  const panel = new PanelBuilder().title(title).description(description).unit(unit).min(0);
  const legend = new VizLegendOptionsBuilder()
    .showLegend(true)
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom);
  return panel.legend(legend).datasource(SOURCE).span(WIDTH).height(HEIGHT).targets(targets);
}
