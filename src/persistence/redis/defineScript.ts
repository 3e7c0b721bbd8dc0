import type { Redis } from 'ioredis';

export type Script<Reply> = (keys: string[], args?: (string | number | Buffer)[]) => Promise<Reply>;

/**
 * A Lua script, which Redis runs as a whole before anything else. Its text is sent once, and again after Redis
 * restarted. `name` is unique per connection.
 */
export function defineScript<Reply>(redis: Redis, name: string, lua: string): Script<Reply> {
  redis.defineCommand(name, { lua });
  return scriptNamed(redis, name);
}

/** As `defineScript`, and what would be texts of its answer are bytes. */
export function defineBinaryScript<Reply>(redis: Redis, name: string, lua: string): Script<Reply> {
  redis.defineCommand(name, { lua });
  return scriptNamed(redis, `${name}Buffer`);
}

function scriptNamed<Reply>(redis: Redis, name: string): Script<Reply> {
  const commands = redis as unknown as Record<string, (...args: unknown[]) => Promise<Reply>>;
  return async (keys, args = []) => {
    const command = commands[name];
    if (!command) throw new Error(`there is no script ${name}`);
    return command.call(redis, keys.length, keys, args);
  };
}
