-- Publishes where the sequence of one partition stands, to be heard by the calling node alone: when the message comes back,
-- all that was published before has come too. Publishes nothing when the node isn't registered to follow changes.
--
-- KEYS    1 listeners, 2 sequence
-- ARGV    1 channel, 2 partition, 3 node id, 4 a number that comes back
-- Returns {1 when published, else 0}
-- Message, big endian: type (4), partition (4), sequence of the last message published (8), node id led by its length (4),
--         the number (8)
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local events, deadline = string.match(redis.call('HGET', KEYS[1], ARGV[3]) or '', '^(%d+):.*:(%d+)$')
if not events or bit.band(tonumber(events), 16) == 0 or tonumber(deadline) <= now then
  return {0}
end
redis.call('PUBLISH', ARGV[1], struct.pack('>BI4I8I4c0i8', 4, tonumber(ARGV[2]),
  tonumber(redis.call('GET', KEYS[2]) or '0'), #ARGV[3], ARGV[3], tonumber(ARGV[4])))
return {1}
