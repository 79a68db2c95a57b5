-- A lobby has told a player of the match: from now on the player is the match's, even one who was put back meanwhile
-- because that took too long.
local player = player_of(args.id)
if player and player.told == args.order then forget(player) end
tell_news()
return 0
