-- A match of a private room has begun, or has ended (`played`): from then on the same two may come back.
local invite = get('invite:' .. args.code)
if not invite or invite.room ~= args.room then return 0 end
invite.played = args.played
save(invite)
return 0
