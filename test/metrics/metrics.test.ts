import assert from 'node:assert/strict';
import { createMetrics } from '../../src/metrics/metrics.ts';

/** The lines of one metric, without help and type. */
async function samples(metrics: ReturnType<typeof createMetrics>, name: string): Promise<string[]> {
  const lines = (await metrics.text()).split('\n');
  return lines.filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
}

describe('metrics', () => {
  it('counts requests by method, route and status, and unknown methods as other', async () => {
    const metrics = createMetrics();

    metrics.http.answered({ method: 'GET', route: '/matches/:id', status: 200, seconds: 0.2 });
    metrics.http.answered({ method: 'GET', route: '/matches/:id', status: 200, seconds: 0.2 });
    metrics.http.answered({ method: 'PROPFIND', route: 'unmatched', status: 404, seconds: 0 });

    assert.deepEqual(await samples(metrics, 'parlor_http_requests_total'), [
      'parlor_http_requests_total{method="GET",route="/matches/:id",status="200"} 2',
      'parlor_http_requests_total{method="other",route="unmatched",status="404"} 1',
    ]);
    assert.deepEqual(await samples(metrics, 'parlor_http_request_seconds_count'), [
      'parlor_http_request_seconds_count{method="GET",route="/matches/:id"} 2',
      'parlor_http_request_seconds_count{method="other",route="unmatched"} 1',
    ]);
  });

  it('counts pushes of the button by what became of them, and times how they are told', async () => {
    const metrics = createMetrics();
    for (const result of ['applied', 'applied', 'over']) metrics.button.pushed(result);
    metrics.button.delivered(0.2);
    assert.deepEqual(await samples(metrics, 'parlor_button_pushes_total'), [
      'parlor_button_pushes_total{result="applied"} 2',
      'parlor_button_pushes_total{result="over"} 1',
    ]);
    assert.deepEqual(await samples(metrics, 'parlor_button_delivery_seconds_count'), [
      'parlor_button_delivery_seconds_count 1',
    ]);
  });

  it('shows how many matches are behind in Postgres at the moment', async () => {
    const metrics = createMetrics();
    const name = 'parlor_matches_behind_in_postgres';
    assert.deepEqual(await samples(metrics, name), [`${name} 0`]);
    let behind = 2;
    metrics.stores.watch(() => behind);
    assert.deepEqual(await samples(metrics, name), [`${name} 2`]);
    behind = 0;
    assert.deepEqual(await samples(metrics, name), [`${name} 0`]);
  });

  it('counts what happens in matches, the queue and rooms', async () => {
    const metrics = createMetrics();

    metrics.actions.accepted('relay', 0.02);
    metrics.actions.rejected('relay', 'wrong_answer');
    metrics.matches.started('relay');
    metrics.matches.finished('relay', 'abandoned');
    metrics.queue.waited('relay', 3);
    metrics.limits.refused('login');
    metrics.clients.connected('lobby');
    metrics.clients.connected('lobby');
    metrics.clients.disconnected('lobby');

    assert.deepEqual(await samples(metrics, 'parlor_actions_total'), [
      'parlor_actions_total{game="relay",code=""} 1',
      'parlor_actions_total{game="relay",code="wrong_answer"} 1',
    ]);
    assert.deepEqual(await samples(metrics, 'parlor_matches_started_total'), [
      'parlor_matches_started_total{game="relay"} 1',
    ]);
    assert.deepEqual(await samples(metrics, 'parlor_matches_finished_total'), [
      'parlor_matches_finished_total{game="relay",outcome="finished"} 0',
      'parlor_matches_finished_total{game="relay",outcome="abandoned"} 1',
    ]);
    assert.deepEqual(await samples(metrics, 'game_queue_waiting_seconds_sum'), [
      'game_queue_waiting_seconds_sum{game="relay"} 3',
    ]);
    assert.deepEqual(await samples(metrics, 'parlor_rate_limited_total'), [
      'parlor_rate_limited_total{limit="login"} 1',
    ]);
    assert.deepEqual(await samples(metrics, 'game_websocket_connections'), [
      'game_websocket_connections{room="lobby"} 1',
    ]);
  });

  it('shows the queue where the matches are made, and nowhere else', async () => {
    const metrics = createMetrics();
    metrics.queue.passing('relay')(7);
    metrics.queue.made('relay', 5);
    assert.deepEqual(await samples(metrics, 'game_queue_length'), ['game_queue_length{game="relay"} 7']);
    assert.deepEqual(await samples(metrics, 'game_queue_processing_seconds_count'), [
      'game_queue_processing_seconds_count{game="relay"} 1',
    ]);
    assert.deepEqual(await samples(metrics, 'game_matchmaking_success_total'), [
      'game_matchmaking_success_total{game="relay",size="5"} 1',
    ]);
    metrics.queue.stoodBack();
    assert.deepEqual(await samples(metrics, 'game_queue_length'), []);
  });

  it('counts frames both ways, and keeps what clients name few', async () => {
    const metrics = createMetrics();
    metrics.sockets.sent('relay', 'patch', 20);
    metrics.sockets.sent('relay', 'patch', 22);
    for (let i = 0; i < 150; i++) metrics.sockets.received('relay', `type_${i}`);
    const lines = await samples(metrics, 'game_websocket_messages_total');
    assert.ok(lines.includes('game_websocket_messages_total{room="relay",direction="out",type="patch"} 2'));
    assert.ok(lines.includes('game_websocket_messages_total{room="relay",direction="in",type="other"} 51'));
    assert.equal(lines.length, 101);
    assert.deepEqual(await samples(metrics, 'parlor_websocket_sent_bytes_total'), [
      'parlor_websocket_sent_bytes_total{room="relay",type="patch"} 42',
    ]);
  });

  it('says of each store whether it is well', async () => {
    const metrics = createMetrics();
    metrics.stores.looked({ database: { ok: true }, redis: { ok: false } });
    assert.deepEqual(await samples(metrics, 'parlor_store_up'), [
      'parlor_store_up{store="database"} 1',
      'parlor_store_up{store="redis"} 0',
    ]);
  });

  it('keeps the number of codes bounded', async () => {
    const metrics = createMetrics();

    for (let i = 0; i < 150; i++) metrics.actions.rejected('relay', `code_${i}`);

    const lines = await samples(metrics, 'parlor_actions_total');
    assert.equal(lines.length, 101);
    assert.ok(lines.includes('parlor_actions_total{game="relay",code="other"} 50'));
  });

  it('shows the process itself, and shares nothing with another registry', async () => {
    const one = createMetrics();
    const other = createMetrics();
    one.matches.started('relay');

    assert.deepEqual(await samples(other, 'parlor_matches_started_total'), []);
    assert.match(await other.text(), /nodejs_eventloop_lag_p99_seconds/);
    assert.doesNotMatch(await other.text(), /process_open_fds|nodejs_active/);
    assert.match(other.contentType, /^text\/plain/);
  });
});
