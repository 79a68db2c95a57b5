-- Players who play a bot while they wait are asked before they are paired: the rules are those of
-- matchmaking/proposals.ts. What a player is asked stands in that player's own record.
local ANSWER_WITHIN, ASK_AGAIN_AFTER, ASKED_AT_ONCE, NUMBERS = 20000, 30000, 3, 128
local NEVER = 1e15

-- What players are told at the end: what they are asked, or false when they are asked nothing any more.
local news = {}

local function is_asked_about(player, id) return player and player.asked and player.asked.about == id end

local function ask(player, about)
  local number = call('INCR', P .. 'proposals')
  player.asked = { number = number, n = (number - 1) % NUMBERS, about = about, till = t + ANSWER_WITHIN }
  call('SADD', P .. 'asked:' .. about, player.id)
  call('PEXPIRE', P .. 'asked:' .. about, 2 * ANSWER_WITHIN)
  keep(player)
  news[player.id] = player.asked
end

local function withdraw(player)
  if player.asked then call('SREM', P .. 'asked:' .. player.asked.about, player.id) end
  player.asked = nil
  keep(player)
  news[player.id] = false
end

-- A proposal comes to nothing; so does the one that asks the other player about this one.
local function pass(player, about, till)
  withdraw(player)
  player.passed = player.passed or {}
  player.passed[about] = till
  player.quiet = t + ASK_AGAIN_AFTER
  keep(player)
  local other = player_of(about)
  if is_asked_about(other, player.id) then withdraw(other) end
end

-- The player waits no more, or need not be asked any more.
local function forget_proposals(player)
  if player.asked then withdraw(player) end
  news[player.id], player.passed, player.quiet = nil, nil, nil
  for _, id in ipairs(call('SMEMBERS', P .. 'asked:' .. player.id)) do
    local other = player_of(id)
    if is_asked_about(other, player.id) then withdraw(other) end
  end
end

-- Those who were asked, in the order in which they were.
local function in_order_asked(players)
  local asked = {}
  for _, player in ipairs(players) do
    if player.asked then asked[#asked + 1] = player end
  end
  table.sort(asked, function(a, b) return a.asked.number < b.asked.number end)
  return asked
end

-- Withdraws what is out of time.
local function withdraw_overdue(asking)
  local overdue = {}
  for _, player in ipairs(in_order_asked(asking)) do
    if player.asked.till <= t then overdue[#overdue + 1] = { player, player.asked.about } end
  end
  -- Two who are asked about each other have both not answered.
  for _, each in ipairs(overdue) do pass(each[1], each[2], t + ASK_AGAIN_AFTER) end
end

-- Asks whoever of `asking` can be asked now about those who are `free`, and about each other; `allowed_from` says
-- from when on two may be paired. Returns when that is next due (ms).
local function propose(free, asking, allowed_from)
  local due = math.huge
  local function has(time)
    if time > t then due = math.min(due, time) end
    return time <= t
  end
  local function passed(player, about) return player.passed and player.passed[about] or 0 end
  withdraw_overdue(asking)
  for _, about in ipairs(free) do
    local asked = call('SCARD', P .. 'asked:' .. about.id)
    for _, player in ipairs(asking) do
      if asked >= ASKED_AT_ONCE then break end
      if not player.asked and has(passed(player, about.id)) and has(allowed_from(player, about)) then
        ask(player, about.id)
        asked = asked + 1
      end
    end
  end
  local idle = {}
  for _, player in ipairs(asking) do
    if not player.asked and has(player.quiet or 0) then idle[#idle + 1] = player end
  end
  for i, a in ipairs(idle) do
    for j = i + 1, #idle do
      local b = idle[j]
      if a.asked then break end
      if not b.asked and has(math.max(passed(a, b.id), passed(b, a.id))) and has(allowed_from(a, b)) then
        ask(a, b.id)
        ask(b, a.id)
      end
    end
  end
  for _, player in ipairs(asking) do
    if player.asked then has(player.asked.till) end
  end
  return due
end

-- Tells players what has become of proposals.
local function tell_news()
  for id, asked in pairs(news) do
    local player = player_of(id)
    local other = asked and player_of(asked.about)
    if player and player.state == 'queued' then
      notify(player, { type = 'proposal', n = other and asked.n or nil, opponent = other and other.name or nil })
    end
  end
  news = {}
end
