/**
 * The Lua of `RedisQueue`. ARGV begins with the prefix of every key. A ticket is read as its JSON, as it was added, and
 * what has changed since: state, match ('' for none), why and priority ('1' or ''). A `call` is the same text when a
 * connection sends a command again: what that command did already is then its answer.
 */

const COMMON = `
local prefix = ARGV[1]
local closed = prefix .. 'tickets:closed'
local open = prefix .. 'tables:open'
local function ticket(id) return prefix .. 'ticket:' .. id end
local function queue(game) return prefix .. 'players_queue:' .. game end
local function proposed(game) return prefix .. 'players_proposed:' .. game end
local function place(player) return prefix .. 'player:' .. player .. ':ticket' end
local function party(id) return prefix .. 'party:' .. id .. ':tickets' end
local function proposal(match) return prefix .. 'match:' .. match .. ':proposal' end
local function agreed(match) return prefix .. 'match:' .. match .. ':accepted' end

local function read(id)
  local row = redis.call('HMGET', ticket(id), 'ticket', 'state', 'match', 'why', 'priority')
  return row[1] and row
end

local function state(id) return redis.call('HGET', ticket(id), 'state') end

local function become(id, state, match, why)
  local game, player, at = unpack(redis.call('HMGET', ticket(id), 'game', 'player', 'at'))
  redis.call('HSET', ticket(id), 'state', state, 'match', match, 'why', why)
  redis.call(state == 'proposed' and 'SADD' or 'SREM', proposed(game), id)
  if state == 'waiting' then redis.call('ZADD', queue(game), at, id) else redis.call('ZREM', queue(game), id) end
  if state == 'waiting' or state == 'proposed' then redis.call('SET', place(player), id)
  elseif redis.call('GET', place(player)) == id then redis.call('DEL', place(player)) end
  if state == 'cancelled' or state == 'expired' then redis.call('ZADD', closed, at, id)
  else redis.call('ZREM', closed, id) end
end

-- The player's open ticket if that is another one.
local function other(player, id)
  local present = redis.call('GET', place(player))
  return present and present ~= id and state(present) and present
end

local function add(text)
  local t = cjson.decode(text)
  local mates = t.party ~= cjson.null and t.party or ''
  redis.call('HSET', ticket(t.id), 'ticket', text, 'game', t.game, 'player', t.player, 'at', t.enqueuedAt,
    'party', mates, 'priority', t.priority and '1' or '')
  if mates ~= '' then redis.call('SADD', party(mates), t.id) end
  become(t.id, 'waiting', '', t.why)
end

local function propose(match, text)
  local p = cjson.decode(text)
  for _, id in ipairs(p.tickets) do if state(id) ~= 'waiting' then return false end end
  for _, id in ipairs(p.tickets) do become(id, 'proposed', match, p.why) end
  redis.call('HSET', proposal(match), 'proposal', text, 'state', 'proposed', 'since', p.deadline)
  redis.call('DEL', agreed(match))
  for _, id in ipairs(p.accepted) do redis.call('RPUSH', agreed(match), id) end
  redis.call('ZADD', open, p.deadline, match)
  return true
end

local function idsOf(match)
  local text = redis.call('HGET', proposal(match), 'proposal')
  return text and cjson.decode(text).tickets or {}
end

local function commit(match, since, call)
  for _, id in ipairs(idsOf(match)) do become(id, 'matched', match, redis.call('HGET', ticket(id), 'why')) end
  redis.call('HSET', proposal(match), 'state', 'matched', 'since', since, 'call', call)
end

-- It is asked for a while yet.
local function over(match, state, call)
  redis.call('HSET', proposal(match), 'state', state, 'call', call)
  redis.call('ZREM', open, match)
  redis.call('EXPIRE', proposal(match), 3600)
  redis.call('EXPIRE', agreed(match), 3600)
end

local function tableOf(match)
  local row = redis.call('HMGET', proposal(match), 'proposal', 'state', 'since')
  if not row[1] or row[2] == 'over' then return false end
  row[4] = redis.call('LRANGE', agreed(match), 0, -1)
  return row
end
`;

/** tickets → 1 and those that were added, or 0 and those that are in the way */
const add = `${COMMON}
local again, present = {}, {}
for i = 2, #ARGV do
  local t = cjson.decode(ARGV[i])
  again[#again + 1] = read(t.id) or nil
  local id = other(t.player, t.id)
  if id then present[#present + 1] = read(id) end
end
if #again > 0 then return {#again == #ARGV - 1 and 1 or 0, again} end
if #present > 0 then return {0, present} end
for i = 2, #ARGV do
  add(ARGV[i])
  again[#again + 1] = read(cjson.decode(ARGV[i]).id)
end
return {1, again}`;

/** ids → those that are there */
const read = `${COMMON}
local rows = {}
for i = 2, #ARGV do rows[#rows + 1] = read(ARGV[i]) or nil end
return rows`;

/** player → the open ticket */
const openOf = `${COMMON}
local id = redis.call('GET', place(ARGV[2]))
return id and read(id)`;

/** state, why, call, ids → those that went, with their parties */
const close = `${COMMON}
local gone, seen = {}, {}
local function go(id)
  if seen[id] then return end
  seen[id] = true
  local state, mates, call = unpack(redis.call('HMGET', ticket(id), 'state', 'party', 'call'))
  if state == 'waiting' then
    become(id, ARGV[2], '', ARGV[3])
    redis.call('HSET', ticket(id), 'call', ARGV[4])
  elseif not state or call ~= ARGV[4] then return end
  gone[#gone + 1] = read(id)
  if mates ~= '' then for _, mate in ipairs(redis.call('SMEMBERS', party(mates))) do go(mate) end end
end
for i = 5, #ARGV do go(ARGV[i]) end
return gone`;

/** match, proposal → its tickets when all are at this table */
const proposeScript = `${COMMON}
local rows = {}
if redis.call('EXISTS', proposal(ARGV[2])) == 0 and not propose(ARGV[2], ARGV[3]) then return false end
for _, id in ipairs(cjson.decode(ARGV[3]).tickets) do
  if redis.call('HGET', ticket(id), 'match') ~= ARGV[2] then return false end
  rows[#rows + 1] = read(id)
end
return rows`;

/** matches → those tables that are known, as proposal, state, since, ids of who agreed */
const tables = `${COMMON}
local rows = {}
for i = 2, #ARGV do rows[#rows + 1] = tableOf(ARGV[i]) or nil end
return rows`;

/** match, ids → the table if it is still being agreed on; nothing for an id that is not at it */
const accept = `${COMMON}
if redis.call('HGET', proposal(ARGV[2]), 'state') ~= 'proposed' then return false end
for i = 3, #ARGV do
  if redis.call('HGET', ticket(ARGV[i]), 'match') ~= ARGV[2] then return false end
  if not redis.call('LPOS', agreed(ARGV[2]), ARGV[i]) then redis.call('RPUSH', agreed(ARGV[2]), ARGV[i]) end
end
return tableOf(ARGV[2])`;

/** match, now, call → 1 for the one call that goes on */
const commitScript = `${COMMON}
local stored, call = unpack(redis.call('HMGET', proposal(ARGV[2]), 'state', 'call'))
if stored == 'matched' and call == ARGV[4] then return 1 end
if stored ~= 'proposed' or redis.call('LLEN', agreed(ARGV[2])) < #idsOf(ARGV[2]) then return 0 end
commit(ARGV[2], ARGV[3], ARGV[4])
return 1`;

/** match, the table as it is to be now, as it is to be then, why of those that are closed, call → 1 when it is so */
const goOn = `${COMMON}
local function same(a, b)
  if #a ~= #b then return false end
  for i = 1, #a do if a[i] ~= b[i] then return false end end
  return true
end
local match, known, stays = ARGV[2], cjson.decode(ARGV[3]), {}
local stored, call = unpack(redis.call('HMGET', proposal(match), 'state', 'call'))
if stored ~= 'proposed' then return 0 end
if call == ARGV[6] then return 1 end
if not same(idsOf(match), known.tickets) then return 0 end
if not same(redis.call('LRANGE', agreed(match), 0, -1), known.accepted) then return 0 end
local after = cjson.decode(ARGV[4])
for _, id in ipairs(after.tickets) do
  stays[id] = true
  redis.call('HSET', ticket(id), 'why', after.why)
end
for _, id in ipairs(known.tickets) do if not stays[id] then become(id, 'cancelled', '', ARGV[5]) end end
redis.call('HSET', proposal(match), 'proposal', ARGV[4], 'call', ARGV[6])
redis.call('DEL', agreed(match))
for _, id in ipairs(after.accepted) do redis.call('RPUSH', agreed(match), id) end
return 1`;

/** match */
const opened = `${COMMON}
if redis.call('HGET', proposal(ARGV[2]), 'state') ~= 'matched' then return end
over(ARGV[2], 'opened', '')
for _, id in ipairs(idsOf(ARGV[2])) do redis.call('ZADD', closed, redis.call('HGET', ticket(id), 'at'), id) end`;

/**
 * match, why, why of those that are closed, call, the state it is to be in or '', ids that are to wait again → those
 * that do, or nothing when it is in another state
 */
const dissolve = `${COMMON}
local match, why, letGo, call, only, wanted, back = ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], {}, {}
for i = 7, #ARGV do wanted[ARGV[i]] = true end
local stored, before = unpack(redis.call('HMGET', proposal(match), 'state', 'call'))
if only ~= '' and stored ~= only and not (stored == 'over' and before == call) then return false end
for _, id in ipairs(idsOf(match)) do
  local at, player, by = unpack(redis.call('HMGET', ticket(id), 'match', 'player', 'call'))
  if stored == 'over' then
    if before == call and by == call and state(id) == 'waiting' then back[#back + 1] = read(id) end
  elseif at == match then
    if wanted[id] and not other(player, id) then
      become(id, 'waiting', '', why)
      redis.call('HSET', ticket(id), 'priority', '1', 'call', call)
      back[#back + 1] = read(id)
    else become(id, 'cancelled', '', letGo) end
  end
end
if stored and stored ~= 'over' then over(match, 'over', call) end
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
  local mates = redis.call('HGET', ticket(id), 'party')
  if mates and mates ~= '' then redis.call('SREM', party(mates), id) end
  redis.call('DEL', ticket(id))
  redis.call('ZREM', closed, id)
end
return #old`;

/** player, now, how long a count lasts, call → how often the player let others down of late */
const penalize = `local who = ARGV[1] .. 'player:' .. ARGV[2] .. ':let_down'
local times, last, call = unpack(redis.call('HMGET', who, 'times', 'last', 'call'))
if call == ARGV[5] then return tonumber(times) end
times = times and ARGV[3] - last < tonumber(ARGV[4]) and times + 1 or 1
redis.call('HSET', who, 'times', times, 'last', ARGV[3], 'call', ARGV[5])
redis.call('PEXPIRE', who, ARGV[4])
return times`;

/** Tickets, any number of times: puts back those that are lost. → ids of those that are out of the queue */
const keep = `${COMMON}
local gone = {}
for i = 2, #ARGV do
  local t = cjson.decode(ARGV[i])
  local stored = state(t.id)
  if not stored and not other(t.player, t.id) then add(ARGV[i])
  elseif stored ~= 'waiting' and stored ~= 'proposed' then gone[#gone + 1] = t.id end
end
return gone`;

/**
 * match, proposal, state, since, its tickets → what is known of the table now. One that is lost is put back with
 * all its tickets; nothing when one of those is elsewhere by now
 */
const keepTable = `${COMMON}
local match = ARGV[2]
if redis.call('EXISTS', proposal(match)) == 1 then return tableOf(match) end
for i = 6, #ARGV do
  local t = cjson.decode(ARGV[i])
  local stored = state(t.id)
  if stored and stored ~= 'waiting' or other(t.player, t.id) then return false end
end
for i = 6, #ARGV do if not state(cjson.decode(ARGV[i]).id) then add(ARGV[i]) end end
propose(match, ARGV[3])
if ARGV[4] == 'matched' then commit(match, ARGV[5], '') end
return tableOf(match)`;

export const queueScripts = {
  add,
  read,
  openOf,
  close,
  propose: proposeScript,
  tables,
  accept,
  commit: commitScript,
  goOn,
  opened,
  dissolve,
  explain,
  forget,
  penalize,
  keep,
  keepTable,
};
