/** Somebody else owns this by now: whoever gets this error must let it go. */
export class Fenced extends Error {
  constructor(what: string) {
    super(`${what} is owned by somebody else by now`);
    this.name = 'Fenced';
  }
}

/** It cannot be told yet whose this is: a moment later it can. */
export class Unsure extends Error {
  constructor(what: string) {
    super(`the backup was away: who owns ${what} is sure only in a moment`);
    this.name = 'Unsure';
  }
}

/** The store knows nothing of this: it lost its data. The owner, who has it all, puts it back. */
export class Missing extends Error {
  constructor(what: string) {
    super(`${what} is not stored`);
    this.name = 'Missing';
  }
}
