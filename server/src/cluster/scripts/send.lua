-- A message from process to process; `to` is a process's name, or absent for all others. Returns how many get it.
local count = 0
for _, process in ipairs(call('SMEMBERS', P .. 'processes')) do
  local name = call('HGET', P .. 'process:' .. process, 'name')
  local meant = args.toProcess == process or (not args.toProcess and (not args.to or args.to == name))
  if name and process ~= args.process and meant then
    send(process, args.message)
    count = count + 1
  end
end
return count
