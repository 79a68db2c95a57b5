-- Pairs who can be paired now. Returns in how long there is more to do (ms).
return pair_now()
