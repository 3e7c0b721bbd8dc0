/** The Lua of `ParlorDriver`. KEYS[1] is the hash of all listings; names of its indices begin with its name. */

const COMMON = `
local rows = KEYS[1]
local function names(name) return rows .. ':name:' .. name end
local function processes(process) return rows .. ':process:' .. process end

local function drop(id, listing)
  redis.call('HDEL', rows, id)
  redis.call('SREM', names(listing.name), id)
  redis.call('SREM', processes(listing.processId), id)
end
`;

/**
 * mode, id, name, process, listing → 1 when written. `update` wants one of the process, `insert` wants none: but the
 * very same is its own, which a connection that broke sends again.
 */
const write = `${COMMON}
local mode, id, name, process = unpack(ARGV)
local row = redis.call('HGET', rows, id)
if row and row ~= ARGV[5] then
  if mode == 'insert' or cjson.decode(row).processId ~= process then return 0 end
elseif not row and mode == 'update' then return 0 end
redis.call('HSET', rows, id, ARGV[5])
redis.call('SADD', names(name), id)
redis.call('SADD', processes(process), id)
return 1`;

/** id, process or nothing for any → the process whose it was or is; removed when that is the one */
const remove = `${COMMON}
local row = redis.call('HGET', rows, ARGV[1])
if not row then return false end
local listing = cjson.decode(row)
if not ARGV[2] or listing.processId == ARGV[2] then drop(ARGV[1], listing) end
return listing.processId`;

/** KEYS[2]: an index → its listings. What is not listed any more leaves it. */
const list = `
local all = {}
for _, id in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  local row = redis.call('HGET', KEYS[1], id)
  if row then all[#all + 1] = row else redis.call('SREM', KEYS[2], id) end
end
return all`;

const clear = `${COMMON}
local all = redis.call('HGETALL', rows)
for i = 1, #all, 2 do drop(all[i], cjson.decode(all[i + 1])) end`;

export const driverScripts = { write, remove, list, clear };
