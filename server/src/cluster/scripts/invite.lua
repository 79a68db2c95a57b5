-- What a code leads to; nothing when it is unknown.
local invite = invite_of(args.code)
return invite and cjson.encode({ invite = invite, now = t })
