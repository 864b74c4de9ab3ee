-- Ends a node's interest in the events of one partition.
--
-- KEYS    1 listeners
-- ARGV    1 node id
-- Returns {1 when the node was registered, else 0}
return {redis.call('HDEL', KEYS[1], ARGV[1])}
