/** Somebody else owns this by now: whoever gets this error must let it go. */
export class Fenced extends Error {
  constructor(what: string) {
    super(`${what} is owned by somebody else by now`);
    this.name = 'Fenced';
  }
}

/** The store knows nothing of this: it lost its data. The owner, who has it all, puts it back. */
export class Missing extends Error {
  constructor(what: string) {
    super(`${what} is not stored`);
    this.name = 'Missing';
  }
}
