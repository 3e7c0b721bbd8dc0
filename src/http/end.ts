import type { ErrorRequestHandler, RequestHandler } from 'express';
import { Problem } from '../lib/problem.ts';
import { problemBody, problemHeaders } from '../lib/problemAnswer.ts';
import { isForPerson, problemPage } from './problemPage.ts';
import { toProblem } from './problems.ts';
import { isRefused } from './refuse.ts';
import { notesOf } from './requestNotes.ts';
import type { HttpServices } from './services.ts';
import { toRoot } from './toRoot.ts';

/** What comes last: an answer to what nobody answered, and to what went wrong. */
export function end(services: Pick<HttpServices, 'logger'>): [RequestHandler, ErrorRequestHandler] {
  return [notFound, problemAnswers(services)];
}

function notFound(): never {
  throw new Problem(404, 'not_found', 'There is nothing here.');
}

/**
 * Answers every error as a problem, or as a page where a person is to read it. What nobody expected is logged whole,
 * under the id the client is told; what was refused on purpose is no failure of ours, whatever its status.
 */
function problemAnswers({ logger }: Pick<HttpServices, 'logger'>): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const notes = notesOf(response);
    const problem = toProblem(error, notes.id);
    const { id, route, player, match } = notes;
    const line = { request_id: id, route, player, match, err: error };
    if (problem.code === 'internal') logger.error(line, 'request failed');
    else if (problem.status >= 500 && (problem !== error || problem.code === 'not_ready'))
      logger.warn(line, problem.message);
    if (response.destroyed || isRefused(response)) return;
    if (response.headersSent) return void response.destroy(); // half an answer must not look whole
    response.status(problem.status).set(problemHeaders(problem)).vary('Accept');
    const { originalUrl } = request;
    if (!isForPerson(request, originalUrl)) return void response.send(JSON.stringify(problemBody(problem)));
    response.type('text/html').send(problemPage(problem, toRoot(originalUrl)));
  };
}
