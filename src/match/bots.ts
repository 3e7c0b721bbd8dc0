import type { Action, BotMind, Seen, TableState } from '../games/game.ts';
import type { Input } from '../games/liveGame.ts';
import type { BotMinds } from './botMinds.ts';
import type { Lookers } from './passing.ts';

interface BotsNeeds<S extends TableState> {
  minds: BotMinds;
  /** Game ms. */
  now(): number;
  over(): boolean;
  /** What one of them sees, and nothing more. */
  seenBy(bot: string): Seen<S>;
}

interface ActingNeeds<S extends TableState, A extends Action> extends BotsNeeds<S> {
  game: { bot(seen: Seen<S>, mind: BotMind): A | undefined };
  mayAct(bot: string): boolean;
  act(bot: string, action: A): void;
}

/** The bots of a game in which players act: they act as anybody does. */
export function actingBots<S extends TableState, A extends Action>(needs: ActingNeeds<S, A>): Lookers {
  const { minds, now, over, seenBy, game, mayAct, act } = needs;
  return {
    get lookAt() {
      return minds.lookAt;
    },
    look() {
      for (const [id, mind] of minds.looking(now())) {
        if (over()) return;
        if (!mayAct(id)) {
          mind.lookAt = Number.MAX_SAFE_INTEGER; // not any more
          continue;
        }
        const action = game.bot(seenBy(id), mind);
        if (!action) continue;
        mind.lookAt = 0; // it has something new to think about
        act(id, action);
      }
    },
  };
}

interface CommandingNeeds<S extends TableState> extends BotsNeeds<S> {
  stepMs: number;
  live: { bot(seen: Seen<S>, mind: BotMind): Input | undefined; commandSteps: number };
  hasLeft(bot: string): boolean;
  /** A bot that throws commands nothing, and the others do. */
  guarded<T>(work: () => T): T | true;
  command(bot: string, input: Input): void;
}

/** The bots of a live game: what they command is taken in the next step, as anybody's. */
export function commandingBots<S extends TableState>(needs: CommandingNeeds<S>): Lookers {
  const { minds, now, over, seenBy, stepMs, live, hasLeft, guarded, command } = needs;
  return {
    get lookAt() {
      return minds.lookAt;
    },
    look() {
      if ((now() / stepMs) % live.commandSteps !== 0 || over()) return;
      for (const [id, mind] of minds.looking(now())) {
        if (hasLeft(id)) continue;
        const input = guarded(() => live.bot(seenBy(id), mind));
        if (input && input !== true) command(id, input);
      }
    },
  };
}
