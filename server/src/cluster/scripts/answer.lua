-- The answer to a proposal; too late nothing happens.
local player = player_of(args.id)
if not player or not player.asked or player.asked.n ~= args.n then return 0 end
if args.accepted then
  player.asked.accepted = true
  keep(player)
else
  pass(player, player.asked.about, NEVER)
end
return pair_now()
