-- Takes the messages out of an inbox, oldest first.
local inbox = KEYS[1] .. 'inbox:' .. cjson.decode(ARGV[1]).process
local messages = redis.call('LRANGE', inbox, 0, 499)
redis.call('LTRIM', inbox, 500, -1)
return messages
