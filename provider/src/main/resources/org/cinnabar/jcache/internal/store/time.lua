-- Tells the time of the server that has a partition.
--
-- KEYS    1 entries, which is not looked at but leads to the server
-- Returns {ms since 1970}
local time = redis.call('TIME')
return {tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)}
