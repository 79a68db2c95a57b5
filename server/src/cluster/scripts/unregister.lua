-- A process ends.
end_process(args.process)
return pair_now()
