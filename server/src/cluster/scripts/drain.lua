-- Takes the messages out of an inbox, oldest first.
local inbox = P .. 'inbox:' .. args.process
local messages = call('LRANGE', inbox, 0, 499)
call('LTRIM', inbox, 500, -1)
return messages
