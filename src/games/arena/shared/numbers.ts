/*
 * Every figure of the arena. Lengths are mm, angles 1/4096 of a turn, times steps of 15 ms: all of them whole numbers.
 */

export const STEP_MS = 15;
/** A player's command is so many steps of theirs. */
export const COMMAND_STEPS = 2;
export const MATCH_STEPS = 12_000;
/** From this step on whatever scores counts double. */
export const DOUBLE_FROM = 10_000;

export const WIDTH = 32_000;
export const HEIGHT = 20_000;
/** What every screen shows, around its player. */
export const SEEN_WIDTH = 22_000;
export const SEEN_HEIGHT = 12_400;

/** Of a player's body, against walls. */
export const RADIUS = 450;
/** Within this of a body's middle a bullet hits. */
export const HIT_RADIUS = 500;

export const SPEED = 93;
export const DASH_STEPS = 12;
export const DASH_TIMES = 3;
/** From the start of one dash to the start of the next. */
export const DASH_EVERY = 165;

export const HEALTH = 100;
export const HEAL = 40;
export const HEAL_EVERY = 667;
export const WEAPON_EVERY = 800;
/** Within this of a pad's middle one takes what lies on it. */
export const PAD_REACH = 800;

export const CORE_AT: readonly number[] = [3_000, 6_000, 9_000];
export const CORE_TOLD = 333;
export const CORE_STEPS = 667;
export const CORE_REACH = 1_900;
/** Damage of who has the core, in halves. */
export const CORE_HALVES = 3;

export const KILL_POINTS = 3;
export const ASSIST_POINTS = 1;
export const ASSIST_DAMAGE = 40;
export const ASSIST_STEPS = 333;
export const BOUNTY_POINTS = 2;

export const RESPAWN_STEPS = 133;
export const SHIELD_STEPS = 100;
/** After a match was taken up again by another process. */
export const RESTORED_SHIELD_STEPS = 133;

/** Without a command for so long a player is out of the way. */
export const AWAY_STEPS = 200;
/** Who goes away with less health than this has died of it. */
export const AWAY_HEALTH = 50;

/** A view may be so many steps old. */
export const MAX_LAG = 17;
/** … and so many more than this player's views commonly are. */
export const LAG_SLACK = 4;
/** So many steps of places are kept. */
export const PAST_STEPS = 20;
/** Two shots of one player are so far apart, however their commands arrive: every screen gets both. */
export const SHOT_GAP = 4;
/** Bots see the others as they were so many steps ago. */
export const BOT_LAG = 10;
