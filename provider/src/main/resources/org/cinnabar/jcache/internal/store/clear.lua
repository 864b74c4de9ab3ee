-- Removes every entry of one partition without events; who listens is told that the partition was cleared.
--
-- KEYS    1 entries, 2 deadlines, 3 listeners, 4 sequence, 5 tags, 6 leases
-- ARGV    1 channel, 2 partition, 3 node id, 4 "1" to remove the partition's other keys too
-- Returns {1}
if listening then
  local sequence = redis.call('INCR', SEQUENCE)
  redis.call('PUBLISH', CHANNEL, struct.pack('>BI4I8', 2, PARTITION, sequence))
end
redis.call('UNLINK', ENTRIES, DEADLINES, KEYS[5])
if ARGV[4] == '1' then
  redis.call('UNLINK', LISTENERS, SEQUENCE, KEYS[6])
end
return {1}
