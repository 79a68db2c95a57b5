-- A player begins to play a bot meanwhile, and is asked before being paired, or has done with it.
local player = player_of(args.id)
if not player or player.askFirst == args.askFirst then return 0 end
player.askFirst = args.askFirst
if player.state == 'queued' then line_up(player) else keep(player) end
return pair_now()
