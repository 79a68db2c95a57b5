-- What scripts do with queue and private matches alike.

local function leave(id, on_purpose)
  local player = player_of(id)
  if not player then return end
  forget(player)
  leave_invite(player, on_purpose)
end

-- Has a match against the wall made for a player who wants a try at the daily.
local function begin_daily(player)
  local terms = { rules = args.dailyRules, code = '', watch = false, bot = 'wall', daily = true }
  if not order({ player }, terms) then turn_away(player, args.roomFailed) end
end

-- Nothing came of an order: its players wait again. `again` when its process was too slow, or has gone.
local function undo(found, again)
  local here = players_of(found)
  for _, player in pairs(here) do player.tries = (player.tries or 0) + 1 end
  if found.daily then
    if here[1] and again then begin_daily(here[1]) else turn_away(here[1], args.roomFailed) end
    return
  end
  if found.code == '' then
    for n = 1, #found.ids do
      if here[n] then requeue(here[n], again) end
    end
    return
  end
  local invite = get('invite:' .. found.code)
  if invite then reopen(invite, here, again) end
end

-- Tells both players of a match that is made. They are forgotten when their lobby has confirmed it.
local function offer(found, here, reservations)
  for n, player in pairs(here) do
    local other = here[3 - n]
    player.state, player.told = 'told', found.id
    keep(player)
    call('ZADD', P .. 'due', t + patience(OFFER_IN, player), 'offer:' .. player.id)
    notify(player, {
      type = 'found', order = found.id, opponent = other and other.name, bot = found.bot, code = found.code, side = n - 1,
      rules = found.rules, ticket = player.ticket, reservation = reservations[n],
      waited = other and found.code == '' and player.waits and t - player.since or nil,
    })
    if other and found.code == '' and player.waits then note_wait(player) end
  end
end

-- An offer was not confirmed. A stranger waits again; a guest or host comes again when their lobby misses them.
local function offer_lost(id)
  local player = player_of(id)
  if not player or player.state ~= 'told' then return end
  if not alive(player.process) or player.code then return forget(player) end
  player.tries = (player.tries or 0) + 1
  requeue(player, true)
end

-- Whoever notices first puts back what was not confirmed in time.
local function put_back_overdue()
  for _, item in ipairs(call('ZRANGEBYSCORE', P .. 'due', '-inf', t, 'LIMIT', 0, 200)) do
    call('ZREM', P .. 'due', item)
    local kind, id = string.match(item, '^(%a+):(.*)$')
    if kind == 'offer' then
      offer_lost(id)
    elseif kind == 'invite' then
      expire_invite(id)
    else
      local found = close_order(id)
      if found then
        -- It gets no more orders until it is heard again, unless nobody else takes any.
        if alive(found.process) then call('HSET', P .. 'process:' .. found.process, 'late', '1') end
        undo(found, true)
      end
    end
  end
end

-- Puts back what is overdue and pairs who can be paired; returns in how long there is more to do (ms).
local function pair_now()
  put_back_overdue()
  local due = pair_all()
  tell_news()
  local first = call('ZRANGE', P .. 'due', 0, 0, 'WITHSCORES')
  if first[2] then due = math.min(due, tonumber(first[2])) end
  return math.ceil(math.min(60000, math.max(1, due - t)))
end

local function end_process(process)
  for _, id in ipairs(call('SMEMBERS', P .. 'players:' .. process)) do leave(id, false) end
  call('DEL', P .. 'process:' .. process, P .. 'inbox:' .. process, P .. 'players:' .. process)
  call('SREM', P .. 'processes', process)
  living[process] = nil
end
