-- A process says how it is, and hears of the others; its lease lasts LEASE ms. A process that was not heard for so
-- long is told that it is gone, and comes anew under another id (`fresh`), in place of its `former` one.
local LEASE = 2400
if args.former then end_process(args.former) end
if not args.fresh and not alive(args.process) then return cjson.encode({ gone = true }) end
local others, taken = {}, false
for _, process in ipairs(call('SMEMBERS', P .. 'processes')) do
  local found = call('HMGET', P .. 'process:' .. process, 'name', 'accepts', 'info')
  if not found[1] then
    call('SREM', P .. 'processes', process)
  elseif process ~= args.process then
    others[#others + 1] = found[3]
    if found[1] == args.name and (args.starting or found[2] == '1') then taken = true end
  end
end
if taken and args.starting then return cjson.encode({ taken = true }) end
local key = P .. 'process:' .. args.process
-- Sockets are led to one of two of the same name: only one of them gets matches.
local accepts = args.accepts and not taken and '1' or '0'
call('HSET', key, 'name', args.name, 'accepts', accepts, 'load', args.load, 'info', args.info)
call('HDEL', key, 'late', 'made')
call('PEXPIRE', key, LEASE)
call('SADD', P .. 'processes', args.process)
for _, all in ipairs({ 'processes', 'queue', 'ask', 'due', 'invites', 'orders', 'proposals' }) do call('PEXPIRE', P .. all, DAY) end
living[args.process] = true
return cjson.encode({ others = others, due = pair_now(), taken = taken })
