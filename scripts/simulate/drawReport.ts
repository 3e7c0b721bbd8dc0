import type { Prediction } from '../../src/matchmaking/simulator/prediction.ts';
import type { ScenarioResult } from '../../src/matchmaking/simulator/scenario.ts';
import { asTable } from './table.ts';

/** A page of its own that shows the runs. */
export function drawReport(results: readonly ScenarioResult[], _recorded: Prediction | null): string {
  return `<!doctype html><meta charset="utf-8"><title>Runs</title><pre>${asTable(results.map(({ report }) => report))}</pre>`;
}
