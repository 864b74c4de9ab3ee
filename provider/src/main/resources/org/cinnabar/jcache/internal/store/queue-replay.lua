-- Counts one partition's dead letters, has them tried again, or removes them.
--
-- KEYS    1 dead letters, 2 dead letter keys, 3 replay, the id of the last dead letter that is to be tried again
-- ARGV    1 "count", "replay" or "discard"
-- Returns {how many they are}
local count = redis.call('XLEN', KEYS[1])
if ARGV[1] == 'discard' then
  redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3])
elseif ARGV[1] == 'replay' and count > 0 then
  redis.call('SET', KEYS[3], redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1][1])
end
return {count}
