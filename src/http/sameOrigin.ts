import type { RequestHandler } from 'express';
import { Problem } from '../lib/problem.ts';

/**
 * Refuses what another site's page makes a browser ask. The monitor acts on GET, and a browser sends the
 * operator's password along with any request.
 */
export const sameOriginOnly: RequestHandler = (request, _response, next) => {
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return next();
  throw new Problem(403, 'cross_site', 'This page may only be used from itself.');
};
