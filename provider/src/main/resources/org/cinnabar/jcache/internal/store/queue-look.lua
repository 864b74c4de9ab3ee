-- Tells how far one partition's queue is.
--
-- KEYS    1 writes, 2 dead letters
-- Returns {id of the first write that waits, of the last one, of the last dead letter}, '' where there is none
local function id(command, stream, from, to)
  local found = redis.call(command, stream, from, to, 'COUNT', 1)[1]
  return found and found[1] or ''
end
return {
  id('XRANGE', KEYS[1], '-', '+'),
  id('XREVRANGE', KEYS[1], '+', '-'),
  id('XREVRANGE', KEYS[2], '+', '-'),
}
