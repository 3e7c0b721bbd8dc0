import express, { type Application, type Request, type Response } from 'express';
import type { FakeWorld } from './FakeWorld.ts';
import { reserve } from './fakeRooms.ts';

function problem(response: Response, status: number, code: string): void {
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ status, code, detail: `It is ${code}.` }));
}

/** The part of the HTTP API that the client uses, over a `FakeWorld`. */
export function fakeApi(app: Application, world: FakeWorld): void {
  const playerOf = (request: Request) =>
    world.playerOf(request.headers.authorization?.replace('Bearer ', ''));
  app.use(express.json());

  app.get('/healthz', (_request, response) => {
    const [region, ...others] = world.regions;
    if (region !== undefined) world.regions = [...others, region];
    response.json({ region });
    world.seen.emit('measured', region ?? '');
  });

  app.post('/auth/anonymous', (request, response) => {
    response.json(world.newPlayer(request.body.options?.name ?? 'Guest'));
  });
  app.post('/auth/login', (request, response) => {
    if (request.body.password === 'right') response.json(world.newPlayer('Bob'));
    else response.status(401).json({ error: 'invalid_credentials' });
  });
  app.get('/auth/userdata', async (request, response) => {
    await world.userdataAfter;
    const user = playerOf(request);
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    const renewed = world.renewed.get(token);
    if (user) response.json({ user, ...(renewed === undefined ? {} : { token: renewed }) });
    else response.status(401).json({ error: 'token_invalid' });
  });

  app.use('/api/v1', (request, response, next) => {
    if (playerOf(request)) next();
    else problem(response, 401, world.refusal);
  });
  app.get('/api/v1/matchmaking/statistics', (_request, response) => {
    response.json({ games: [{ game: 'relay', queue_length: 3 }] });
  });
  app.post('/api/v1/matchmaking/tickets', (request, response) => {
    response.json(world.enqueue(playerOf(request)?.id ?? '', request.body));
  });
  app.get('/api/v1/matchmaking/tickets/:id', (request, response) => {
    world.askTicket(request.params.id, (ticket) => {
      if (ticket) response.json(ticket);
      else problem(response, 404, 'unknown_ticket');
    });
  });
  app.delete(
    '/api/v1/matchmaking/tickets/:id',
    (request, response) => void response.json(world.cancel(request.params.id)),
  );

  for (const how of ['accept', 'decline'] as const) {
    app.post(`/api/v1/matchmaking/tickets/:id/${how}`, (request, response) => {
      const ticket = world.answer(request.params.id, how);
      if (ticket) response.json(ticket);
      else problem(response, 409, 'no_ready_check');
    });
  }

  const mutesOf = (request: Request) => {
    const player = playerOf(request)?.id ?? '';
    const mutes = world.mutes.get(player) ?? new Set<string>();
    world.mutes.set(player, mutes);
    return mutes;
  };
  app.get('/api/v1/players/me/mutes', (request, response) => {
    response.json({ muted: [...mutesOf(request)] });
  });
  app.put('/api/v1/players/me/mutes/:id', (request, response) => {
    const { id } = request.params;
    if (id === 'one-too-many') return problem(response, 409, 'too_many_muted');
    response.json({ muted: [...mutesOf(request).add(id)] });
    world.seen.emit('muted', id);
  });
  app.delete('/api/v1/players/me/mutes/:id', (request, response) => {
    const { id } = request.params;
    mutesOf(request).delete(id);
    response.json({ muted: [...mutesOf(request)] });
    world.seen.emit('muted', id);
  });

  app.get('/api/v1/parties/me', (_request, response) => void response.json({ party: world.party }));
  app.post('/api/v1/parties', (request, response) => {
    response.json({ party: world.openParty(playerOf(request)?.id ?? '') });
  });
  app.post('/api/v1/parties/me/leave', (_request, response) => {
    world.party = null;
    response.json({ party: null });
  });

  app.get('/api/v1/players/me/match', async (request, response) => {
    const player = playerOf(request);
    const match = world.playing.get(player?.id ?? '');
    const none = () =>
      request.query.or === 'null' ? response.json(null) : problem(response, 404, 'no_match');
    if (!player || match === undefined) return none();
    const seat = await reserve(match, player).catch(() => null); // its room is closed
    if (!seat) return none();
    response.json({ match_id: match, game: 'relay', phase: world.match(match).phase, players: [], seat });
  });
  app.get('/api/v1/matches/:id/state', (request, response) => {
    const match = world.find(request.params.id);
    if (!match?.running) return problem(response, 404, 'match_not_running');
    if (match.superseded) return problem(response, 409, 'superseded');
    const since = request.query.since === undefined ? -1 : Number(request.query.since);
    const stop = match.poll(since, () =>
      response.json({ match_id: match.id, version: match.version, state: match.view() }),
    );
    response.on('close', stop);
  });
  app.post('/api/v1/matches/:id/actions', (request, response) => {
    const match = world.match(request.params.id);
    const fault = match.faults.shift();
    if (fault === 'retry_later') return problem(response, 503, 'retry_later');
    const reply = match.act(playerOf(request)?.id ?? '', request.body);
    if (fault === 'lose') request.socket.destroy();
    else if ('code' in reply) problem(response, 409, reply.code);
    else response.json(reply);
  });
  app.post('/api/v1/matches/:id/leave', (request, response) => {
    world.match(request.params.id).leave(playerOf(request)?.id ?? '');
    response.json({ match_id: request.params.id, left: true });
  });
  app.get('/api/v1/matches/:id', (request, response) => {
    const match = world.find(request.params.id);
    if (!match) return problem(response, 404, 'unknown_match');
    match.recordAsked = true;
    response.on('finish', () => match.seen.emit('recorded', undefined));
    const standings = Object.values(match.players).map(({ id, points }) => ({ id, rank: 1, score: points }));
    const rating = {
      before: { mu: 1500, sigma: 500, played: 0 },
      after: { mu: 1520, sigma: 480, played: 1 },
    };
    const players = standings.map(({ id }) => ({ id, rating }));
    const outcome = match.running ? 'running' : match.outcome;
    response.json({ id: match.id, outcome, standings, players, why: 'They waited.' });
  });
}
