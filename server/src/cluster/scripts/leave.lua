-- A session has ended.
leave(args.id, args.onPurpose)
return pair_now()
