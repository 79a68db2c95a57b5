-- A queued player prefers a bot.
local player = player_of(args.id)
if not player or player.state ~= 'queued' then return 0 end
unqueue(player)
local ordered = order({ player }, { rules = args.quickRules, code = '', watch = true, bot = args.level })
if not ordered then requeue(player) end
return pair_now()
