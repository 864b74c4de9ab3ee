-- Removes overdue entries of one partition, publishing EXPIRED for each where somebody listens. Any number of nodes may
-- sweep at the same time: an entry is removed and its event published once.
--
-- KEYS    1 entries, 2 deadlines, 3 listeners, 4 sequence, 5 tags (see tags.lua)
-- ARGV    1 channel, 2 partition, 3 node id, 4 how many entries to remove at most
-- Returns {entries removed, ms to the next deadline (0 when more are overdue) or -1 when the index is empty}
TAGS = KEYS[5]
local overdue = redis.call('ZRANGEBYSCORE', DEADLINES, '-inf', now(), 'LIMIT', 0, tonumber(ARGV[4]))
local removed = 0
for _, key in ipairs(overdue) do
  local value = redis.call('HGET', ENTRIES, key)
  redis.call('ZREM', DEADLINES, key)
  if value and isIndexed(value) then
    redis.call('HDEL', ENTRIES, key)
    removed = removed + 1
    if not isNull(value) and not (string.byte(value, 1) >= TAGGED and tags().isInvalidated(value)) then
      publish(EXPIRED, key, value, false, false)
    end
  end
end
local first = redis.call('ZRANGE', DEADLINES, 0, 0, 'WITHSCORES')
if not first[2] then
  return {removed, -1}
end
return {removed, math.max(0, tonumber(first[2]) - now())}
