/**
 * The Lua of `RedisTickets`. ARGV begins with the prefix of every key. A ticket is read as its JSON, as it was added,
 * and what has changed since: state, match ('' for none) and why.
 */

const COMMON = `
local prefix = ARGV[1]
local closed = prefix .. 'tickets:closed'
local opening = prefix .. 'matches:opening'
local function ticket(id) return prefix .. 'ticket:' .. id end
local function queue(game) return prefix .. 'players_queue:' .. game end
local function place(player) return prefix .. 'player:' .. player .. ':ticket' end

local function read(id)
  local row = redis.call('HMGET', ticket(id), 'ticket', 'state', 'match', 'why')
  return row[1] and row
end

local function state(id) return redis.call('HGET', ticket(id), 'state') end

local function waits(id)
  local game, player, at = unpack(redis.call('HMGET', ticket(id), 'game', 'player', 'at'))
  redis.call('HSET', ticket(id), 'state', 'waiting', 'match', '')
  redis.call('ZADD', queue(game), at, id)
  redis.call('SET', place(player), id)
  redis.call('ZREM', closed, id)
end

local function leaves(id, state, match)
  local game, player, at = unpack(redis.call('HMGET', ticket(id), 'game', 'player', 'at'))
  redis.call('HSET', ticket(id), 'state', state, 'match', match)
  redis.call('ZREM', queue(game), id)
  if redis.call('GET', place(player)) == id then redis.call('DEL', place(player)) end
  redis.call('ZADD', closed, at, id)
end

-- The player's waiting ticket if that is another one.
local function other(player, id)
  local present = redis.call('GET', place(player))
  return present and present ~= id and state(present) == 'waiting' and present
end

local function add(id, text, game, player, at, why)
  redis.call('HSET', ticket(id), 'ticket', text, 'game', game, 'player', player, 'at', at, 'why', why)
  waits(id)
end
`;

/** id, ticket, game, player, enqueued at, why → nothing when it was added, otherwise the one that waits already */
const add = `${COMMON}
local present = other(ARGV[5], ARGV[2])
if present then return read(present) end
if not state(ARGV[2]) then add(unpack(ARGV, 2, 7)) end
return false`;

/** ids → those that are there */
const read = `${COMMON}
local rows = {}
for i = 2, #ARGV do rows[#rows + 1] = read(ARGV[i]) or nil end
return rows`;

/** player → the waiting ticket */
const waitingOf = `${COMMON}
local id = redis.call('GET', place(ARGV[2]))
local row = id and read(id)
return row and row[2] == 'waiting' and row`;

/** id → the ticket when it did wait */
const cancel = `${COMMON}
if state(ARGV[2]) ~= 'waiting' then return false end
leaves(ARGV[2], 'cancelled', '')
return read(ARGV[2])`;

/** match, why, now, ids → 1 when all are in this match */
const commit = `${COMMON}
local match, done = ARGV[2], 0
for i = 5, #ARGV do
  if redis.call('HGET', ticket(ARGV[i]), 'match') == match then done = done + 1
  elseif state(ARGV[i]) ~= 'waiting' then return 0 end
end
if done > 0 then return done == #ARGV - 4 and 1 or 0 end
local members = prefix .. 'match:' .. match .. ':tickets'
redis.call('ZADD', opening, ARGV[4], match)
for i = 5, #ARGV do
  leaves(ARGV[i], 'matched', match)
  redis.call('HSET', ticket(ARGV[i]), 'why', ARGV[3])
  redis.call('SADD', members, ARGV[i])
end
redis.call('EXPIRE', members, 86400)
return 1`;

/** match, why, call → the tickets that wait again; to the same call again the same */
const release = `${COMMON}
local back, members = {}, prefix .. 'match:' .. ARGV[2] .. ':tickets'
local again = redis.call('GET', members .. ':released') == ARGV[4]
for _, id in ipairs(redis.call('SMEMBERS', members)) do
  local stored, match, player = unpack(redis.call('HMGET', ticket(id), 'state', 'match', 'player'))
  if stored == 'matched' and match == ARGV[2] and not other(player, id) then
    waits(id)
    redis.call('HSET', ticket(id), 'why', ARGV[3])
    back[#back + 1] = read(id)
  elseif again and stored == 'waiting' then back[#back + 1] = read(id) end
end
redis.call('SET', members .. ':released', ARGV[4], 'EX', 60)
redis.call('EXPIRE', members, 60)
redis.call('ZREM', opening, ARGV[2])
return back`;

/** ids, each with why */
const explain = `${COMMON}
for i = 2, #ARGV, 2 do
  if state(ARGV[i]) == 'waiting' then redis.call('HSET', ticket(ARGV[i]), 'why', ARGV[i + 1]) end
end`;

/** enqueued before, at most so many → how many were forgotten */
const forget = `${COMMON}
local old = redis.call('ZRANGEBYSCORE', closed, '-inf', '(' .. ARGV[2], 'LIMIT', 0, ARGV[3])
for _, id in ipairs(old) do
  redis.call('DEL', ticket(id))
  redis.call('ZREM', closed, id)
end
return #old`;

/** What `add` gets, any number of times: puts back those that are lost. → ids of those that wait no more */
const keep = `${COMMON}
local over = {}
for i = 2, #ARGV, 6 do
  local stored = state(ARGV[i])
  if not stored and not other(ARGV[i + 3], ARGV[i]) then add(unpack(ARGV, i, i + 5))
  elseif stored ~= 'waiting' then over[#over + 1] = ARGV[i] end
end
return over`;

export const ticketScripts = { add, read, waitingOf, cancel, commit, release, explain, forget, keep };
