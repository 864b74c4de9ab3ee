-- Fragment placed before commit.lua: what the cache writer is to be told later.
--
-- Uses
--   WRITES, PENDING, mostWaiting  the stream, the hash and the bound of what waits, see commit.lua, which sets them; false for
--                                 a cache that isn't written behind
local WRITES, PENDING, mostWaiting

-- Queues a write for the writer, or a deletion when there is no value; false when too many wait.
local waiting, queuedId, queuedBefore
local function queue(key, value)
  waiting = waiting or redis.call('XLEN', WRITES)
  if waiting >= mostWaiting then
    return false
  end
  waiting = waiting + 1
  if value then
    queuedId = redis.call('XADD', WRITES, '*', 'k', key, 'v', value)
  else
    queuedId = redis.call('XADD', WRITES, '*', 'k', key)
  end
  queuedBefore = redis.call('HGET', PENDING, key)
  redis.call('HSET', PENDING, key, queuedId)
  return true
end

-- Takes out of the queue what was just put in.
local function unqueue(key)
  redis.call('XDEL', WRITES, queuedId)
  if queuedBefore then
    redis.pcall('HSET', PENDING, key, queuedBefore)
  else
    redis.call('HDEL', PENDING, key)
  end
end

