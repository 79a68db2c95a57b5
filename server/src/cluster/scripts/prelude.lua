-- What all scripts share. Every key begins with KEYS[1], a hash tag, so that all are on one node of a Redis cluster.
-- ARGV[1] is the call's arguments as JSON. Times are whole milliseconds of Redis' own clock.
local P = KEYS[1]
local args = cjson.decode(ARGV[1])
local call = redis.call

local function get(key)
  local text = call('GET', P .. key)
  return text and cjson.decode(text)
end

local function put(key, value, ms)
  call('SET', P .. key, cjson.encode(value), 'PX', ms)
end

-- A clock of the tests' own stands in the way of Redis' clock.
local t = tonumber(call('GET', P .. 'clock') or nil)
if not t then
  local time = call('TIME')
  t = time[1] * 1000 + math.floor(time[2] / 1000)
end

-- How long keys of players (refreshed every second), of everything else about people, and of codes live.
local PLAYER_FOR, KEPT_FOR, DAY = 15000, 900000, 86400000
local TICKET_FOR = 60000
local INBOX_MAX, INBOX_FOR = 5000, 10000

-- Processes ------------------------------------------------------------------------------------------------------

local living = {}
local function alive(process)
  if living[process] == nil then living[process] = call('EXISTS', P .. 'process:' .. process) == 1 end
  return living[process]
end

-- Puts a message into a process's inbox. One that does not read, or has gone, gets no more.
local function send(process, message)
  local inbox = P .. 'inbox:' .. process
  if not alive(process) or call('LLEN', inbox) >= INBOX_MAX then return end
  call('RPUSH', inbox, cjson.encode(message))
  call('PEXPIRE', inbox, INBOX_FOR)
end

-- The process for the next match: the one with the fewest of those that take any.
local function least_loaded()
  local best, least
  for _, process in ipairs(call('SMEMBERS', P .. 'processes')) do
    local found = call('HMGET', P .. 'process:' .. process, 'accepts', 'load', 'ordered', 'made', 'late')
    if not found[1] then
      call('SREM', P .. 'processes', process)
    elseif found[1] == '1' then
      -- What it said last, and what came since then.
      local load = found[2] + (found[3] or 0) + (found[4] or 0) + (found[5] and 1e12 or 0)
      if not least or load < least or (load == least and process < best) then best, least = process, load end
    end
  end
  return best
end

-- Players --------------------------------------------------------------------------------------------------------

-- Each record is read once, so that all that happens in a script happens to the same one.
local players = {}
local function player_of(id)
  if players[id] == nil then players[id] = get('player:' .. id) or false end
  return players[id] or nil
end

-- Those who have changed are written once, at the end of the script.
local changed = {}
local function keep(player)
  players[player.id] = player
  changed[player.id] = player
end

local function write_players()
  for id, player in pairs(changed) do put('player:' .. id, player, PLAYER_FOR) end
end

local function notify(player, notice)
  notice.kind, notice.id = 'notify', player.id
  send(player.process, notice)
end

local function turn_away(player, reason)
  if not player then return end
  player.state, player.code = 'idle', nil
  keep(player)
  notify(player, { close = reason })
end

-- Times of the last 15 minutes, the last 40 of them.
local function times(key)
  local kept = {}
  for _, time in ipairs(call('LRANGE', P .. key, 0, -1)) do
    if t - time < KEPT_FOR then kept[#kept + 1] = tonumber(time) end
  end
  return kept
end

local function add_time(key)
  call('RPUSH', P .. key, t)
  call('LTRIM', P .. key, -40, -1)
  call('PEXPIRE', P .. key, KEPT_FOR)
end

-- Orders: a process is to make a match -----------------------------------------------------------------------------

-- A match has to be made, and its players told, within these times; on a machine that is too slow for that the next
-- attempt has twice the time, and so on.
local ORDER_IN, OFFER_IN, DOUBLINGS = 2000, 1000, 4

local function patience(ms, player)
  return ms * 2 ^ math.min(player.tries or 0, DOUBLINGS)
end

local function holder(player, since, share)
  local keys = { tab = player.keys.tab, address = not share and player.keys.address or nil }
  return {
    name = player.name, ticket = player.ticket, waited = t - since,
    keys = keys, identity = player.identity, rating = player.rating,
  }
end

-- Has a match made for host and guest, or strangers, or one against a bot; false when no process takes any.
local function order(players, terms)
  local process = least_loaded()
  if not process then return false end
  -- A Redis that has begun anew counts from one again, but knows processes by new ids.
  local id = process .. ':' .. call('INCR', P .. 'orders')
  local first, second = players[1], players[2]
  local share = not second or first.keys.address == second.keys.address
  local made = { id = id, process = process, code = terms.code, ids = {}, addresses = {}, rules = terms.rules, bot = terms.bot, daily = terms.daily }
  for n, player in ipairs(players) do
    player.state, player.order = 'offered', id
    -- Who plays a bot meanwhile does not only wait.
    player.waits = not player.askFirst
    keep(player)
    made.ids[n] = player.id
    if second and not share and terms.code == '' then made.addresses[#made.addresses + 1] = player.keys.address end
  end
  local right = second and holder(second, second.since, share)
  local message = {
    kind = 'make', order = id, rules = terms.rules, code = terms.code, watch = terms.watch, bot = terms.bot, daily = terms.daily,
    left = holder(first, first.since, share), right = right or nil,
    sameAddress = second ~= nil and share and first.keys.address ~= nil,
  }
  put('order:' .. id, made, 60000)
  call('ZADD', P .. 'due', t + patience(ORDER_IN, first), 'order:' .. id)
  call('HINCRBY', P .. 'process:' .. process, 'ordered', 1)
  send(process, message)
  return true
end

-- Takes an order that was kept or not kept in time off the books; nothing when it was before.
local function close_order(id)
  local found = get('order:' .. id)
  if not found then return nil end
  call('DEL', P .. 'order:' .. id)
  call('ZREM', P .. 'due', 'order:' .. id)
  if alive(found.process) then call('HINCRBY', P .. 'process:' .. found.process, 'ordered', -1) end
  return found
end

-- The order's players who are still here, in the sessions in which they were paired.
local function players_of(found)
  local here = {}
  for n, id in ipairs(found.ids) do
    local player = player_of(id)
    if player and player.order == found.id and player.state == 'offered' and alive(player.process) then
      here[n] = player
    end
  end
  return here
end
