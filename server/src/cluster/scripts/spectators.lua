-- The host of a private match that has not begun says whether it may be watched.
local player = player_of(args.id)
local invite = player and player.code and invite_of(player.code)
if not invite or invite.host.id ~= args.id or invite.phase ~= 'waiting' then return 0 end
invite.watch = args.allowed
save(invite)
tell(invite)
return 0
