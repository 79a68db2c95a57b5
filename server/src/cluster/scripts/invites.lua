-- Private matches: the rules are those of matchmaking/invite.ts, invites.ts and private-matches.ts.
local OPEN_FOR, HOST_AWAY_FOR, REMEMBERED_FOR = 900000, 300000, 3600000
local INVITES_MAX = 10000

local function invite_of(code)
  local invite = code ~= '' and get('invite:' .. code) or nil
  -- The match has gone with its process.
  if invite and invite.phase == 'playing' and not alive(invite.process) then return nil end
  return invite
end

local function save(invite)
  local ends = invite.ends or t + DAY
  put('invite:' .. invite.code, invite, math.max(1, ends - t + REMEMBERED_FOR))
  call('ZADD', P .. 'invites', ends + REMEMBERED_FOR, invite.code)
  if invite.phase == 'waiting' then
    call('ZADD', P .. 'due', ends, 'invite:' .. invite.code)
  else
    call('ZREM', P .. 'due', 'invite:' .. invite.code)
  end
end

local function close(invite)
  invite.phase, invite.ends = 'over', t + REMEMBERED_FOR
  if call('GET', P .. 'host:' .. invite.host.tab) == invite.code then call('DEL', P .. 'host:' .. invite.host.tab) end
  save(invite)
end

local function tell(invite)
  local status = {
    type = 'invite', code = invite.code, host = invite.host.name, hostHere = invite.hostHere,
    rules = invite.rules, watch = invite.watch, expiresIn = math.max(0, math.floor((invite.ends - t) / 1000 + 0.5)),
  }
  local host = invite.hostHere and player_of(invite.host.id)
  if host then
    status.role = 'host'
    notify(host, status)
  end
  local guest = invite.guest and player_of(invite.guest.id)
  if guest then
    status.role = 'guest'
    notify(guest, status)
  end
end

local function miss_host(invite)
  invite.hostHere = false
  invite.ends = math.min(invite.ends, t + HOST_AWAY_FOR)
end

-- Orders the match when both are here.
local function pair_invite(invite)
  if invite.phase ~= 'waiting' or not invite.hostHere or not invite.guest then return end
  local host, guest = player_of(invite.host.id), player_of(invite.guest.id)
  if not host or not guest then return end
  if not order({ host, guest }, { rules = invite.rules, code = invite.code, watch = invite.watch }) then return end
  invite.phase, invite.ends = 'playing', nil
  invite.process = get('order:' .. host.order).process
  call('DEL', P .. 'host:' .. invite.host.tab)
  save(invite)
end

local function refusal_of(invite, player)
  if invite.phase == 'over' or (invite.ends and t >= invite.ends) then return args.inviteOver end
  if invite.phase == 'playing' then return args.inviteFull end
  local guest = invite.guest
  if guest and guest.tab ~= player.tab and invite.host.tab ~= player.tab then return args.inviteFull end
  return nil
end

-- Whether the player may open the room for another match: one of the two whose match has ended, and the host also once
-- both have left.
local function may_come_back(invite, player)
  if not invite.played or invite.phase == 'waiting' then return false end
  if invite.host.tab == player.tab then return true end
  return invite.phase == 'playing' and invite.guest and invite.guest.tab == player.tab
end

-- One of the two is back after a match: the room waits for both again.
local function renew(invite)
  local other = invite_of(call('GET', P .. 'host:' .. invite.host.tab) or '')
  if other then close(other) end
  invite.phase, invite.played, invite.room, invite.process, invite.guest = 'waiting', false, nil, nil, nil
  invite.openUntil, invite.hostHere, invite.ends = t + OPEN_FOR, false, t + HOST_AWAY_FOR
  call('SET', P .. 'host:' .. invite.host.tab, invite.code, 'PX', OPEN_FOR + HOST_AWAY_FOR)
end

-- Lets a player in who comes with a code, a host with `rules` of their wish.
local function join(player, code, rules)
  local invite = invite_of(code)
  -- A link that is opened again leads to no new match.
  if invite and may_come_back(invite, player) and (invite.phase == 'playing' or rules) then renew(invite) end
  if invite and rules and invite.phase == 'waiting' and invite.host.tab == player.tab then invite.rules = rules end
  local refusal = not invite and args.inviteUnknown or refusal_of(invite, player)
  if refusal then return turn_away(player, refusal) end
  local me, replaced = { id = player.id, tab = player.tab, name = player.name }, nil
  if invite.host.tab == player.tab then
    replaced = invite.hostHere and invite.host.id or nil
    invite.host, invite.hostHere, invite.ends = me, true, invite.openUntil
    player.state = 'hosting'
  else
    replaced = invite.guest and invite.guest.id
    invite.guest = me
    player.state = 'invited'
  end
  if replaced then turn_away(player_of(replaced), args.takenOver) end
  player.code = code
  keep(player)
  save(invite)
  tell(invite)
  pair_invite(invite)
end

-- Makes room for one more; false when there are too many that somebody waits in.
local function room_for_invite()
  call('ZREMRANGEBYSCORE', P .. 'invites', '-inf', t)
  if call('ZCARD', P .. 'invites') < INVITES_MAX then return true end
  for _, code in ipairs(call('ZRANGE', P .. 'invites', 0, 99)) do
    local invite = get('invite:' .. code)
    local deserted = invite and invite.phase == 'waiting' and not invite.hostHere and not invite.guest
    if not invite or invite.phase == 'over' or deserted then
      call('DEL', P .. 'invite:' .. code)
      call('ZREM', P .. 'invites', code)
      if deserted then call('DEL', P .. 'host:' .. invite.host.tab) end
      return true
    end
  end
  return false
end

local function free_code(wanted, codes)
  if wanted ~= '' and not invite_of(wanted) then return wanted end
  for _, code in ipairs(codes) do
    if call('EXISTS', P .. 'invite:' .. code) == 0 then return code end
  end
  return nil
end

-- Opens a private match, or brings the host back to the one with the code.
local function host(player, wish)
  if not wish.rules then return turn_away(player, args.badRules) end
  if invite_of(wish.code) then return join(player, wish.code, wish.rules) end
  local earlier = invite_of(call('GET', P .. 'host:' .. player.tab) or '')
  if earlier then
    close(earlier)
    turn_away(earlier.guest and player_of(earlier.guest.id), args.inviteOver)
    if earlier.hostHere then turn_away(player_of(earlier.host.id), args.takenOver) end
  end
  local code = room_for_invite() and free_code(wish.wanted, wish.codes)
  if not code then return turn_away(player, args.full) end
  local invite = {
    code = code, rules = wish.rules, watch = wish.watch, phase = 'waiting', hostHere = true,
    host = { id = player.id, tab = player.tab, name = player.name }, ends = t + OPEN_FOR, openUntil = t + OPEN_FOR,
  }
  call('SET', P .. 'host:' .. player.tab, code, 'PX', OPEN_FOR + HOST_AWAY_FOR)
  save(invite)
  player.state, player.code = 'hosting', code
  keep(player)
  tell(invite)
end

-- A session of a private match that has not begun has ended.
local function leave_invite(player, on_purpose)
  local invite = player.code and invite_of(player.code)
  if not invite or invite.phase ~= 'waiting' then return end
  if invite.guest and invite.guest.id == player.id then
    invite.guest = nil
  elseif not invite.hostHere or invite.host.id ~= player.id then
    return
  elseif on_purpose then
    close(invite)
    return turn_away(invite.guest and player_of(invite.guest.id), args.inviteOver)
  else
    miss_host(invite)
  end
  save(invite)
  tell(invite)
end

-- Nothing came of a pair: those who are still here wait on. `here` has the players by host (1) and guest (2);
-- `again` when another process may do better.
local function reopen(invite, here, again)
  if invite.phase ~= 'playing' then return end
  invite.room, invite.process = nil, nil
  if call('EXISTS', P .. 'host:' .. invite.host.tab) == 1 then
    close(invite)
    for n = 1, 2 do turn_away(here[n], args.roomFailed) end
    return
  end
  invite.phase, invite.ends = 'waiting', math.max(invite.openUntil, t + HOST_AWAY_FOR)
  call('SET', P .. 'host:' .. invite.host.tab, invite.code, 'PX', OPEN_FOR + HOST_AWAY_FOR)
  invite.hostHere = here[1] ~= nil
  if not here[1] then miss_host(invite) end
  if not here[2] then invite.guest = nil end
  for n, state in ipairs({ 'hosting', 'invited' }) do
    local player = here[n]
    if player then
      player.state, player.code, player.order = state, invite.code, nil
      keep(player)
    end
  end
  save(invite)
  if not (here[1] and here[2]) then return tell(invite) end
  if again then return pair_invite(invite) end
  -- The match could not be made: another try at once would go on for ever.
  close(invite)
  for n = 1, 2 do turn_away(here[n], args.roomFailed) end
end

-- Closes a private match that nobody has joined in time.
local function expire_invite(code)
  local invite = get('invite:' .. code)
  if not invite or invite.phase ~= 'waiting' then return call('ZREM', P .. 'due', 'invite:' .. code) end
  if invite.hostHere then turn_away(player_of(invite.host.id), args.inviteOver) end
  if invite.guest then turn_away(player_of(invite.guest.id), args.inviteOver) end
  close(invite)
end
