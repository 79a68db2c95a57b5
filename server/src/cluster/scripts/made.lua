-- A match that was ordered is made: offers it to its players. 0 when nobody wants it any more.
local found = close_order(args.order)
if not found then return 0 end
if alive(found.process) then call('HINCRBY', P .. 'process:' .. found.process, 'made', 1) end
for _, address in pairs(found.addresses) do add_time('seats:' .. address) end
local here = players_of(found)
for n = 1, #found.ids do
  if not here[n] then
    undo(found, false)
    pair_now()
    return 0
  end
end
local invite = found.code ~= '' and get('invite:' .. found.code)
if invite then
  invite.room = args.room
  save(invite)
end
offer(found, here, args.reservations)
return 1
