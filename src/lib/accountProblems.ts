import { Problem } from './problem.ts';

export function emailTaken(): Problem {
  return new Problem(409, 'email_already_in_use', 'Somebody is registered with this e-mail address already.');
}

export function alreadyRegistered(): Problem {
  return new Problem(409, 'already_registered', 'This player is registered already.');
}
