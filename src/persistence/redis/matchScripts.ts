/**
 * The Lua of `RedisMatchStore`. KEYS are the match's meta, table and journal, and the set of running matches;
 * ARGV begins with the match's id. Scripts that write under an epoch answer the epoch they found, or nothing.
 */

const COMMON = `
local meta, snapshot, journal, running = KEYS[1], KEYS[2], KEYS[3], KEYS[4]

local function touch()
  redis.call('SADD', running, ARGV[1])
  for i = 1, 3 do redis.call('EXPIRE', KEYS[i], 86400) end
end

-- Lua hands over a few thousand values at most at once.
local function push(from)
  for i = from, #ARGV, 1000 do
    redis.call('RPUSH', journal, unpack(ARGV, i, math.min(i + 999, #ARGV)))
  end
end
`;

/** id, owner, game, table, call → 1, or 0 when it is there */
const open = `${COMMON}
if redis.call('EXISTS', meta) == 1 then
  return redis.call('HGET', meta, 'call') == ARGV[5] and 1 or 0
end
redis.call('DEL', journal)
redis.call('HSET', meta, 'owner', ARGV[2], 'epoch', 1, 'game', ARGV[3], 'call', ARGV[5])
redis.call('SET', snapshot, ARGV[4])
touch()
return 1`;

/**
 * id, epoch, clock, number of the first entry, entries.
 * When entries before the first are not there, an older copy came back: it is as good as none.
 */
const append = `${COMMON}
local stored = redis.call('HGET', meta, 'epoch')
if stored ~= ARGV[2] then return stored end
local have, first = redis.call('LLEN', journal), tonumber(ARGV[4])
if first > have + 1 then
  redis.call('DEL', meta, snapshot, journal)
  return false
end
push(5 + have + 1 - first)
if tonumber(ARGV[3]) > tonumber(redis.call('HGET', meta, 'clock') or 0) then
  redis.call('HSET', meta, 'clock', ARGV[3])
end
touch()
return stored`;

/** id, epoch, table */
const checkpoint = `${COMMON}
local stored = redis.call('HGET', meta, 'epoch')
if stored ~= ARGV[2] then return stored end
redis.call('SET', snapshot, ARGV[3])
touch()
return stored`;

/** id, epoch, owner, game, table, call, clock, entries → 1, or 0 when something of this epoch or a later one is there */
const restore = `${COMMON}
local stored, call = unpack(redis.call('HMGET', meta, 'epoch', 'call'))
if stored and tonumber(stored) >= tonumber(ARGV[2]) and call ~= ARGV[6] then return 0 end
redis.call('DEL', meta, journal)
redis.call('HSET', meta, 'owner', ARGV[3], 'epoch', ARGV[2], 'game', ARGV[4], 'call', ARGV[6], 'clock', ARGV[7])
redis.call('SET', snapshot, ARGV[5])
push(8)
touch()
return 1`;

/** id, epoch */
const giveUp = `${COMMON}
local stored = redis.call('HGET', meta, 'epoch')
if stored ~= ARGV[2] then return stored end
redis.call('HSET', meta, 'owner', '')
touch()
return stored`;

/** → owner and epoch */
const find = `
local found = redis.call('HMGET', KEYS[1], 'owner', 'epoch')
return found[1] and found`;

/** id, epoch, owner, call → table, journal and clock, or nothing when the match is not at this epoch */
const takeOver = `${COMMON}
local stored, call, clock = unpack(redis.call('HMGET', meta, 'epoch', 'call', 'clock'))
local text = redis.call('GET', snapshot)
if not text or not (stored == ARGV[2] or call == ARGV[4]) then return false end
redis.call('HSET', meta, 'owner', ARGV[3], 'epoch', tonumber(ARGV[2]) + 1, 'call', ARGV[4])
touch()
return { text, redis.call('LRANGE', journal, 0, -1), clock }`;

/**
 * id, epoch. For an hour the last of all epochs stays, without an owner: a process that was paused and wakes up
 * after the end is told that the match is not its own, instead of putting it back.
 */
const close = `${COMMON}
local stored, owner = unpack(redis.call('HMGET', meta, 'epoch', 'owner'))
if stored and tonumber(stored) > tonumber(ARGV[2]) then return owner and stored end
redis.call('DEL', meta, snapshot, journal)
redis.call('SREM', running, ARGV[1])
redis.call('HSET', meta, 'epoch', 2147483647)
redis.call('EXPIRE', meta, 3600)
return false`;

/** KEYS: the set; ARGV: the prefix → id, owner, epoch of each. What is gone is taken out of the set. */
const running = `
local all = {}
for _, id in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local found = redis.call('HMGET', ARGV[1] .. 'match:' .. id .. ':meta', 'owner', 'epoch')
  if found[1] then
    all[#all + 1] = id
    all[#all + 1] = found[1]
    all[#all + 1] = found[2]
  else
    redis.call('SREM', KEYS[1], id)
  end
end
return all`;

export const matchScripts = { open, append, checkpoint, restore, giveUp, find, takeOver, close, running };
