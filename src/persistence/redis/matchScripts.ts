/**
 * The Lua of `RedisMatchStore`. KEYS are the match's meta, snapshot and entries, where processes of format 1 had the
 * latter two, and the set of running matches; ARGV begins with the match's id. Scripts that write under an epoch
 * answer the epoch they found, or nothing.
 */

const COMMON = `
local meta, snapshot, journal, oldTable, oldJournal, running = unpack(KEYS)

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

/** id, owner, game, format, table, call → 1, or 0 when it is there */
const open = `${COMMON}
if redis.call('EXISTS', meta) == 1 then
  return redis.call('HGET', meta, 'call') == ARGV[6] and 1 or 0
end
redis.call('DEL', journal)
redis.call('HSET', meta, 'owner', ARGV[2], 'epoch', 1, 'game', ARGV[3], 'format', ARGV[4], 'call', ARGV[6])
redis.call('SET', snapshot, ARGV[5])
touch()
return 1`;

/**
 * Writes to many matches. ARGV: the prefix, and of each id, epoch, clock, table ('' leaves it), number
 * of the first entry, how many, entries. Answers the epoch of each, or nothing.
 * When entries before the first are not there, an older copy came back: it is as good as none.
 * Only what has a table makes the keys live longer: it comes often enough, and each word here is written to disk.
 */
const write = `
local answers, at = {}, 2
while at <= #ARGV do
  local id, epoch, clock, text, first, count = unpack(ARGV, at, at + 5)
  local from = at + 6
  at = from + tonumber(count)
  local key = ARGV[1] .. 'match:' .. id
  local meta, snapshot, journal = key .. ':meta', key .. ':snapshot', key .. ':entries'
  local stored, before = unpack(redis.call('HMGET', meta, 'epoch', 'clock'))
  if stored == epoch then
    local have = redis.call('LLEN', journal)
    if tonumber(first) > have + 1 then
      redis.call('DEL', meta, snapshot, journal)
      stored = false
    else
      for i = from + have + 1 - tonumber(first), at - 1, 1000 do
        redis.call('RPUSH', journal, unpack(ARGV, i, math.min(i + 999, at - 1)))
      end
      if tonumber(clock) > tonumber(before or 0) then redis.call('HSET', meta, 'clock', clock) end
      if text ~= '' then
        redis.call('SADD', ARGV[1] .. 'matches:running', id)
        redis.call('SET', snapshot, text, 'EX', 86400)
        redis.call('EXPIRE', meta, 86400)
      end
      if text ~= '' or (have == 0 and count ~= '0') then redis.call('EXPIRE', journal, 86400) end
    end
  end
  answers[#answers + 1] = stored
end
return answers`;

/**
 * id, epoch, owner, game, format, table, call, clock, entries → 1, or 0 when there is something of a later epoch, or
 * of this one and another owner
 */
const restore = `${COMMON}
local stored, owner, call = unpack(redis.call('HMGET', meta, 'epoch', 'owner', 'call'))
if stored and call ~= ARGV[7] then
  local there, own = tonumber(stored), tonumber(ARGV[2])
  if there > own or (there == own and owner ~= ARGV[3]) then return 0 end
end
redis.call('DEL', meta, journal, oldTable, oldJournal)
redis.call('HSET', meta, 'owner', ARGV[3], 'epoch', ARGV[2], 'game', ARGV[4], 'format', ARGV[5],
  'call', ARGV[7], 'clock', ARGV[8])
redis.call('SET', snapshot, ARGV[6])
push(9)
touch()
return 1`;

/** id, epoch */
const release = `${COMMON}
local stored = redis.call('HGET', meta, 'epoch')
if stored == ARGV[2] then redis.call('HSET', meta, 'owner', '') end
return stored`;

/** → owner and epoch */
const find = `
local found = redis.call('HMGET', KEYS[1], 'owner', 'epoch')
return found[1] and found`;

/**
 * id, epoch, owner, format, call → game, table, journal and clock, or nothing when the match is not at this epoch, or
 * of a newer format. What a process of format 1 stored is moved to where it finds it no more.
 */
const takeOver = `${COMMON}
local stored, call, format, game, clock =
  unpack(redis.call('HMGET', meta, 'epoch', 'call', 'format', 'game', 'clock'))
if not (stored == ARGV[2] or call and call == ARGV[5]) then return false end
if format and tonumber(format) > tonumber(ARGV[4]) then return false end
if not format and redis.call('EXISTS', oldTable) == 1 then
  redis.call('RENAME', oldTable, snapshot)
  redis.call('DEL', journal)
  if redis.call('EXISTS', oldJournal) == 1 then redis.call('RENAME', oldJournal, journal) end
end
local text = redis.call('GET', snapshot)
if not text then return false end
redis.call('HSET', meta, 'owner', ARGV[3], 'epoch', tonumber(ARGV[2]) + 1, 'format', ARGV[4], 'call', ARGV[5])
touch()
return { game, text, redis.call('LRANGE', journal, 0, -1), clock }`;

/**
 * id, epoch. For an hour the last of all epochs stays, without an owner: a process that was paused and wakes up
 * after the end is told that the match is not its own, instead of putting it back.
 */
const close = `${COMMON}
local stored, owner = unpack(redis.call('HMGET', meta, 'epoch', 'owner'))
if stored and tonumber(stored) > tonumber(ARGV[2]) then return owner and stored end
redis.call('DEL', meta, snapshot, journal, oldTable, oldJournal)
redis.call('SREM', running, ARGV[1])
redis.call('HSET', meta, 'epoch', 2147483647)
redis.call('EXPIRE', meta, 3600)
return false`;

/**
 * KEYS: the set; ARGV: the prefix, format → id, owner, epoch of each. What is gone is taken out of the set. Newer
 * formats are left to processes that know them.
 */
const running = `
local all = {}
for _, id in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local found = redis.call('HMGET', ARGV[1] .. 'match:' .. id .. ':meta', 'owner', 'epoch', 'format')
  if not found[1] then
    redis.call('SREM', KEYS[1], id)
  elseif tonumber(found[3] or 1) <= tonumber(ARGV[2]) then
    all[#all + 1] = id
    all[#all + 1] = found[1]
    all[#all + 1] = found[2]
  end
end
return all`;

export const matchScripts = { open, write, restore, release, find, takeOver, close, running };
