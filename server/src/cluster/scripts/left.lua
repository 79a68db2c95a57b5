-- A player has left a match against a stranger.
add_time('left:tab:' .. args.tab)
if args.address then add_time('left:address:' .. args.address) end
return 0
