-- The queue of strangers: the rules are those of matchmaking/queue.ts and matchmaking/leaver-penalties.ts.
local REPEAT_HOLD, PATIENCE, ACCOUNT_TABS = 150, 5000, 4
local NEAR, WIDENING, NEARER_PATIENCE, COUNTED_FOR, MANY = 150, 100, 3000, 60000, 20
local PENALTIES = { 5000, 15000, 30000, 60000 }
local WAITS_KEPT = 50

-- Forgets where the player waits.
local function unqueue(player)
  forget_proposals(player)
  call('ZREM', P .. 'queue', player.id)
  call('ZREM', P .. 'ask', player.id)
  if call('GET', P .. 'tab:' .. player.tab) == player.id then call('DEL', P .. 'tab:' .. player.tab) end
  if player.account then call('SREM', P .. 'account:' .. player.account, player.id) end
end

local function forget(player)
  unqueue(player)
  call('ZREM', P .. 'due', 'offer:' .. player.id)
  call('SREM', P .. 'players:' .. player.process, player.id)
  call('DEL', P .. 'player:' .. player.id)
  players[player.id], changed[player.id] = false, nil
end

local function penalty_of(tab)
  local left = times('left:tab:' .. tab)
  local length = PENALTIES[math.min(#PENALTIES, #left - 1)]
  local till = length and left[#left] + length
  if till and till > t then return till, #left end
  return nil
end

local function gives_way_for(address)
  if not address then return 0 end
  local seats, deserted = times('seats:' .. address), #times('left:address:' .. address)
  if deserted >= 3 and 2 * deserted >= #seats then return 15000 end
  local lately = 0
  for _, time in ipairs(seats) do
    if t - time < 60000 then lately = lately + 1 end
  end
  return lately >= 5 and 5000 or 0
end

-- From when on fewer come than are worth waiting for.
local function few_from()
  if call('LLEN', P .. 'arrivals') < MANY then return -math.huge end
  return call('LINDEX', P .. 'arrivals', 0) + COUNTED_FOR
end

local function near_enough_after(a, b)
  if not a.strength or not b.strength then return 0 end
  local beyond = math.abs(a.strength - b.strength) - NEAR
  return math.min(NEARER_PATIENCE, math.max(0, beyond * 1000 / WIDENING))
end

local function good_enough_from(a, b, together)
  local a_until, b_until = a.givesWayUntil or together, b.givesWayUntil or together
  local a_gives, b_gives = a_until > together, b_until > together
  if a_gives == b_gives then return together end
  local other = a_gives and b or a
  return math.min(a_gives and a_until or b_until, math.max(other.queued, other.since) + PATIENCE)
end

-- Whom each tab has met last, and from when on fewer come than are worth waiting for.
local met, few = {}, 0

local function allowed_from(a, b)
  if a.account and a.account == b.account then return math.huge end
  local together = math.max(a.queued, b.queued, a.since, b.since)
  local again = met[a.tab] == b.tab or met[b.tab] == a.tab
  local waited_from = math.min(a.since, a.queued, b.since, b.queued)
  return math.max(
    again and together + REPEAT_HOLD or together,
    good_enough_from(a, b, together),
    math.min(waited_from + near_enough_after(a, b), few)
  )
end

-- Those who may be paired now, in their order. Players whose process or key has gone are forgotten.
local function candidates(line)
  local found = {}
  for _, id in ipairs(call('ZRANGEBYSCORE', P .. line, '-inf', t)) do
    local player = player_of(id)
    if not player or player.state ~= 'queued' then
      call('ZREM', P .. line, id)
    elseif alive(player.process) then
      met[player.tab] = call('GET', P .. 'met:' .. player.tab) or nil
      found[#found + 1] = player
    else
      forget(player)
    end
  end
  return found
end

local function pair(a, b)
  unqueue(a)
  unqueue(b)
  order({ a, b }, { rules = args.quickRules, code = '', watch = true })
  call('SET', P .. 'met:' .. a.tab, b.tab, 'PX', KEPT_FOR)
  call('SET', P .. 'met:' .. b.tab, a.tab, 'PX', KEPT_FOR)
end

-- Pairs those who need not be asked, and takes them out of `waiting`. Returns when more can be paired (ms).
local function pair_free(waiting)
  local due, i = math.huge, 1
  while i < #waiting do
    local a, paired = waiting[i], false
    for j = i + 1, #waiting do
      local b = waiting[j]
      local from = allowed_from(a, b)
      if from <= t then
        pair(a, b)
        table.remove(waiting, j)
        table.remove(waiting, i)
        paired = true
        break
      end
      due = math.min(due, from)
    end
    if not paired then i = i + 1 end
  end
  return due
end

-- Whom the player has agreed to play, when everybody who has to be asked has agreed.
local function agreed_with(player)
  local asked = player.asked
  local other = asked and asked.accepted and player_of(asked.about)
  if not other or other.state ~= 'queued' then return nil end
  if not is_asked_about(other, player.id) then return other end
  -- Whoever is asked about each other stands in the list twice.
  return other.asked.accepted and player.id < other.id and other or nil
end

-- Pairs those who have agreed. Returns when more of them can be paired (ms).
local function pair_agreed(asking)
  local due = math.huge
  for _, player in ipairs(in_order_asked(asking)) do
    local other = player.state == 'queued' and agreed_with(player)
    if other then
      local from = allowed_from(player, other)
      if from > t then
        due = math.min(due, from)
      elseif player.since <= other.since then
        pair(player, other)
      else
        pair(other, player)
      end
    end
  end
  return due
end

local function still_queued(players)
  local queued = {}
  for _, player in ipairs(players) do
    if player.state == 'queued' then queued[#queued + 1] = player end
  end
  return queued
end

-- When the next penalized player may be paired (ms).
local function next_in(line)
  local later = call('ZRANGEBYSCORE', P .. line, '(' .. t, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
  return later[2] and tonumber(later[2]) or math.huge
end

-- Orders matches for all who can be paired now, and asks those who are asked first. Returns when there is more to
-- do (ms).
local function pair_all()
  if not least_loaded() then return math.huge end
  few = few_from()
  local free, asking = candidates('queue'), candidates('ask')
  local due = math.min(pair_free(free), next_in('queue'))
  if #asking == 0 then return math.min(due, next_in('ask')) end
  due = math.min(due, pair_agreed(asking), next_in('ask'))
  return math.min(due, propose(still_queued(free), still_queued(asking), allowed_from))
end

-- Puts a queued player into one of the two lines, in the place that `since` gives.
local function line_up(player)
  forget_proposals(player)
  call('ZREM', P .. (player.askFirst and 'queue' or 'ask'), player.id)
  call('ZADD', P .. (player.askFirst and 'ask' or 'queue'), player.since, player.id)
  keep(player)
end

-- The first of an account's tabs, when it has too many.
local function too_many(account)
  local tabs = call('SMEMBERS', P .. 'account:' .. account)
  if #tabs < ACCOUNT_TABS then return nil end
  for _, line in ipairs({ 'queue', 'ask' }) do
    local first, least
    for _, id in ipairs(tabs) do
      local score = tonumber(call('ZSCORE', P .. line, id) or nil)
      if score and (not least or score < least) then first, least = id, score end
    end
    if first then return first end
  end
  return nil
end

-- Puts a player who is in no queue into the queue, in place of an earlier one of the same tab.
local function add(player)
  local older = call('GET', P .. 'tab:' .. player.tab) or (player.account and too_many(player.account))
  local replaced = older and player_of(older)
  if replaced then
    unqueue(replaced)
    turn_away(replaced, args.takenOver)
  else
    call('RPUSH', P .. 'arrivals', t)
    call('LTRIM', P .. 'arrivals', -MANY, -1)
    call('PEXPIRE', P .. 'arrivals', COUNTED_FOR)
  end
  player.state, player.queued, player.order = 'queued', t, nil
  line_up(player)
  call('SET', P .. 'tab:' .. player.tab, player.id, 'PX', DAY)
  if player.account then
    call('SADD', P .. 'account:' .. player.account, player.id)
    call('PEXPIRE', P .. 'account:' .. player.account, DAY)
  end
end

-- Queues a player who has come. Players who leave often, or from whose address many seats are taken, give way.
local function enter_queue(player)
  local till, leaves = penalty_of(player.keys.tab)
  local gives_way = t + gives_way_for(player.keys.address)
  player.givesWayUntil = gives_way
  if till then
    notify(player, { type = 'penalized', seconds = math.ceil((till - t) / 1000), leaves = leaves })
    player.since = math.min(till, t + PATIENCE)
    player.givesWayUntil = math.max(till, gives_way)
  end
  add(player)
end

-- Nothing came of a pair: the player is at the front again, and hears of it only when the opponent has left.
local function requeue(player, quietly)
  if not quietly then notify(player, { type = 'requeued', reason = 'opponentLeft' }) end
  add(player)
end

local function note_wait(player)
  call('RPUSH', P .. 'waits', t - player.since)
  call('LTRIM', P .. 'waits', -WAITS_KEPT, -1)
  call('PEXPIRE', P .. 'waits', DAY)
end

-- The median of the last waits (s), to a tenth; 0 when there were none.
local function usual_wait()
  local waits = {}
  for n, wait in ipairs(call('LRANGE', P .. 'waits', 0, -1)) do waits[n] = tonumber(wait) end
  table.sort(waits)
  return math.floor((waits[math.floor(#waits / 2) + 1] or 0) / 100 + 0.5) / 10
end
