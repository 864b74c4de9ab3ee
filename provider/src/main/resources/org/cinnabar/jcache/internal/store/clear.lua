-- Removes every entry of one partition without events; who listens is told that the partition was cleared.
--
-- Writes that wait for the cache writer stay: they were promised, and clearing a cache deletes nothing behind it.
--
-- KEYS    1 entries, 2 deadlines, 3 listeners, 4 sequence, then what else goes: 5 tags; for a bounded cache what is known of its
--         use, see usage.lua; or the partition's other keys
-- ARGV    1 channel, 2 partition, 3 node id, 4 "1" to remove listeners and sequence too
-- Returns {1}
if listening then
  local sequence = redis.call('INCR', SEQUENCE)
  redis.call('PUBLISH', CHANNEL, struct.pack('>BI4I8', 2, PARTITION, sequence))
end
redis.call('UNLINK', ENTRIES, DEADLINES, unpack(KEYS, 5))
if ARGV[4] == '1' then
  redis.call('UNLINK', LISTENERS, SEQUENCE)
end
return {1}
