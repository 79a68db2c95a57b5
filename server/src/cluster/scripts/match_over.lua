-- The match of a private room is over; `noShow` when one of its players never came.
local invite = get('invite:' .. args.code)
-- The same code may be good for another match by now.
if not invite or invite.phase ~= 'playing' or invite.room ~= args.room then return 0 end
if args.noShow then reopen(invite, {}) else close(invite) end
return 0
