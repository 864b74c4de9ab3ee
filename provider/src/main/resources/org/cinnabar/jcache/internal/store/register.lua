-- Registers a node's interest in the events of one partition, or renews it.
--
-- KEYS    1 listeners, 2 sequence
-- ARGV    1 node id, 2 "events:synchronous:oldValue", 3 ms that the registration lives unless renewed
-- Returns {1 when the node was registered already, else 0; sequence number of the last event published}
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local known = redis.call('HEXISTS', KEYS[1], ARGV[1])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ':' .. string.format('%.0f', now + tonumber(ARGV[3])))
return {known, tonumber(redis.call('GET', KEYS[2]) or '0')}
