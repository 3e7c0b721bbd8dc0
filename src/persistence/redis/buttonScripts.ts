/*
 * The scripts of `RedisButton`: its order of pushes. Numbers are kept as texts without a fraction; Lua would write
 * large ones in another way.
 */

import { KNOWN_MS, MAX_TAIL, TOO_OLD_MS } from '../buttonRules.ts';

const FIELDS = "'epoch', 'version', 'at', 'by', 'ends', 'count', 'started'";

const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function text(number) return string.format('%.0f', number) end`;

/** Tells all processes how the button stands, as `RedisUpdates` reads it. */
const TELL = `
local function tell(channel, epoch, version, at, by, ends, count, started)
  local head = '{"epoch":' .. epoch .. ',"version":' .. version .. ',"at":' .. at .. ',"by":'
    .. (by == '' and 'null' or '"' .. by .. '"') .. ',"ends":' .. ends .. ',"count":' .. count
    .. ',"startedAt":' .. started .. '}'
  redis.call('PUBLISH', channel, '{"type":"stands","data":' .. head .. ',"timestamp":' .. text(now)
    .. ',"id":"button:' .. epoch .. ':' .. version .. '"}')
end`;

/**
 * KEYS: the button, the log, the request; ARGV: player, request, seen version, when it was made or nothing, countdown,
 * channel. Answers nothing when nothing is known; else the fields of the button, what became of the request, and 1 if
 * that was known. What became of it is `result epoch version at ends count started left seen`; of what does not count
 * `result version`.
 */
export const PUSH = `${NOW}${TELL}
local head = redis.call('HMGET', KEYS[1], ${FIELDS})
if not head[1] then return {} end
local known = redis.call('GET', KEYS[3])
if known then return {head, known, 1} end
local version, ends, count, started = head[2], tonumber(head[5]), tonumber(head[6]), head[7]
local function became(what, head)
  redis.call('SET', KEYS[3], what, 'PX', ${KNOWN_MS})
  return {head, what, 0}
end
if ARGV[4] ~= '' and now - tonumber(ARGV[4]) > ${TOO_OLD_MS} then return became('too_old ' .. version, head) end
local current, opens, left = ARGV[3] == version, now >= ends, '-'
if opens and not current then return became('over ' .. version, head) end
if opens then
  count, started = 1, text(now)
else
  count, left = count + 1, text(ends - now)
end
local epoch, made, at, till = head[1], text(tonumber(version) + 1), text(now), text(now + tonumber(ARGV[5]))
local what = table.concat({current and 'applied' or 'applied_late', epoch, made, at, till, text(count), started, left,
  ARGV[3]}, ' ')
redis.call('HSET', KEYS[1], 'version', made, 'at', at, 'by', ARGV[1], 'ends', till, 'count', text(count),
  'started', started)
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ${MAX_TAIL}, '*', 'player', ARGV[1], 'request', ARGV[2], 'became', what)
tell(ARGV[6], epoch, made, at, ARGV[1], till, text(count), started)
return became(what, {epoch, made, at, ARGV[1], till, text(count), started})`;

/** KEYS: the button; ARGV: the values of its fields, channel. A later epoch that is there stays. */
export const BEGIN = `${NOW}${TELL}
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if epoch and tonumber(epoch) >= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'version', ARGV[2], 'at', ARGV[3], 'by', ARGV[4], 'ends', ARGV[5],
  'count', ARGV[6], 'started', ARGV[7])
tell(ARGV[8], ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7])
return 1`;

/** KEYS: the log, where it is settled; ARGV: how many. What is younger than a second is being stored by who pushed. */
export const TAIL = `${NOW}
local from = redis.call('GET', KEYS[2])
return redis.call('XRANGE', KEYS[1], from and '(' .. from or '-', text(now - 1000), 'COUNT', ARGV[1])`;

/** KEYS: the button, the request; ARGV: an epoch. What does not count is of any epoch. */
export const DISOWN = `
local known = redis.call('GET', KEYS[2])
if known and (string.match(known, '^applied[_late]* (%d+) ') or ARGV[1]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
if redis.call('HGET', KEYS[1], 'epoch') == ARGV[1] then redis.call('DEL', KEYS[1]) end`;

/** KEYS: the button; ARGV: an epoch. */
export const FORGET = `
if redis.call('HGET', KEYS[1], 'epoch') == ARGV[1] then redis.call('DEL', KEYS[1]) end`;
