-- A player comes, or comes anew. Returns in how long there is more to do (ms), or -1 when the process is unknown.
local player = args.player
if not alive(player.process) then return -1 end
leave(player.id, false)
local ticket = args.ticket ~= '' and get('ticket:' .. args.ticket)
if ticket then call('DEL', P .. 'ticket:' .. args.ticket) end
local redeemed = ticket and t <= ticket.till
player.since = redeemed and ticket.since or t - player.waited
player.state, player.waited = 'idle', nil
call('SADD', P .. 'players:' .. player.process, player.id)
call('PEXPIRE', P .. 'players:' .. player.process, PLAYER_FOR)
keep(player)
if args.daily then
  begin_daily(player)
elseif args.wish then
  host(player, args.wish)
elseif args.code then
  join(player, args.code)
else
  if redeemed then notify(player, { type = 'requeued', reason = 'opponentMissing' }) end
  enter_queue(player)
end
return pair_now()
