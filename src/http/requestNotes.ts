import type { Response } from 'express';

/** What is known of a request on its way: for the log, the metrics and error answers. */
interface RequestNotes {
  id: string;
  /** As limits count it. */
  address: string;
  /** Pattern of the route that answers. */
  route?: string;
  /** Who asks. */
  player?: string;
  /** Which match it is about. */
  match?: string;
}

const notes = new WeakMap<Response, RequestNotes>();

/** The notes of a request, by its response. */
export function notesOf(response: Response): RequestNotes {
  const known = notes.get(response) ?? { id: '', address: '' };
  notes.set(response, known);
  return known;
}
