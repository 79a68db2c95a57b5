-- The holder of a ticket has waited for an opponent who never came.
call('SET', P .. 'ticket:' .. args.ticket, t - args.waited, 'PX', 60000)
return 0
