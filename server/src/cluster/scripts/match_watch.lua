-- The host of a private match that is played says whether it may be watched.
local invite = get('invite:' .. args.code)
if not invite or invite.room ~= args.room then return 0 end
invite.watch = args.allowed
save(invite)
return 0
