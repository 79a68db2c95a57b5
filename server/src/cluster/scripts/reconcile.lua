-- Compares players: `ids` are those of the process who wait; its others have gone. Returns those who are unknown.
if not alive(args.process) then return cjson.encode({ gone = true }) end
local players, named, missing = P .. 'players:' .. args.process, {}, {}
for _, id in ipairs(args.ids) do
  named[id] = true
  local known = call('SISMEMBER', players, id) == 1 and call('PEXPIRE', P .. 'player:' .. id, PLAYER_FOR) == 1
  if not known then missing[#missing + 1] = id end
end
for _, id in ipairs(call('SMEMBERS', players)) do
  if not named[id] then
    leave(id, false)
    call('SREM', players, id)
  end
end
tell_news()
call('PEXPIRE', players, PLAYER_FOR)
return cjson.encode({ missing = missing, waiting = call('ZCARD', P .. 'queue') + call('ZCARD', P .. 'ask'), usualWait = usual_wait() })
