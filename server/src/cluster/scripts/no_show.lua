-- The holder of a ticket has waited for an opponent who never came.
put('ticket:' .. args.ticket, { since = t - args.waited, till = t + TICKET_FOR }, TICKET_FOR)
return 0
