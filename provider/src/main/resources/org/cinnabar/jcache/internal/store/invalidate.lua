-- Invalidates tags in one partition: its entries that were stored with one of them before count as absent from now on.
-- Takes as long whatever they are. The entries are removed when somebody comes across them. No events; near caches are
-- told.
--
-- KEYS    1 entries, 2 deadlines, 3 listeners, 4 sequence, 5 tags (see tags.lua)
-- ARGV    1 channel, 2 partition, 3 node id, 4 how many tags to know at most, then tags
-- Returns {1}
-- Message, as in events.lua: type (5), partition, sequence, the number of tags (4), tags
local TAGS, FIRST = KEYS[5], 5
local clock = tonumber(redis.call('ZSCORE', TAGS, 'clock') or '')
-- Without a clock nothing was stored with tags that still counts.
if clock then
  for i = FIRST, #ARGV do
    clock = clock + 1
    redis.call('ZADD', TAGS, clock, 't:' .. ARGV[i])
  end
  redis.call('ZADD', TAGS, clock, 'clock')
  -- The floor has the lowest rank and the clock the highest. The oldest invalidations between them are forgotten.
  local surplus = redis.call('ZCARD', TAGS) - 2 - tonumber(ARGV[4])
  if surplus > 0 then
    local last = redis.call('ZRANGE', TAGS, surplus, surplus, 'WITHSCORES')
    redis.call('ZREMRANGEBYRANK', TAGS, 1, surplus)
    redis.call('ZADD', TAGS, last[2], 'floor')
  end
end
if following then
  local sequence = redis.call('INCR', SEQUENCE)
  local parts = {struct.pack('>BI4I8I4', 5, PARTITION, sequence, #ARGV - FIRST + 1)}
  for i = FIRST, #ARGV do
    parts[#parts + 1] = struct.pack('>I4c0', #ARGV[i], ARGV[i])
  end
  redis.call('PUBLISH', CHANNEL, table.concat(parts))
end
return {1}
