-- A match that was ordered could not be made.
local found = close_order(args.order)
if found then undo(found, false) end
return pair_now()
