-- Fragment placed before the scripts that look at entries: whether the tags of an entry were invalidated after it was
-- stored.
--
-- A tagged envelope has the bit TAGGED in its first byte; then, big endian, the clock's reading when the entry was
-- stored (8 bytes), the length of its tags (2), the tags, each led by its length in one byte; then the value.
-- Uses
--   TAGS  zset, whose key the script sets
--           "clock"    a number that rises with each invalidation; at first the server's time in microseconds, so that it
--                      never stands lower than before a table that got lost
--           "t:" tag   the clock when the tag was invalidated last
--           "floor"    an entry stored before that reading counts as invalidated: of older invalidations nothing is known
-- Without a table every tagged entry counts as invalidated: it was evicted or flushed.
local TAGS
local TAGGED = 128
local tagFunctions

-- What to do with tagged values, for which alone it may be called. Made when the first is met: most caches have none, and
-- functions that are made for nothing cost each read.
local function tags()
  if tagFunctions then
    return tagFunctions
  end
  local FIRST_TAG = 12
  local clock, floor
  local invalidatedAt = {}

  -- The clock, false when there is no table.
  local function readClock()
    if clock == nil then
      local read, lowest = redis.call('ZSCORE', TAGS, 'clock'), redis.call('ZSCORE', TAGS, 'floor')
      clock = read and lowest and tonumber(read)
      floor = lowest and tonumber(lowest)
    end
    return clock
  end

  local function lastInvalidated(tag)
    local at = invalidatedAt[tag]
    if not at then
      at = tonumber(redis.call('ZSCORE', TAGS, 't:' .. tag) or '0')
      invalidatedAt[tag] = at
    end
    return at
  end

  tagFunctions = {}

  function tagFunctions.isInvalidated(value)
    if not readClock() or #value < FIRST_TAG then
      return true
    end
    local stored, size = struct.unpack('>I8I2', value, 2)
    if stored > clock or stored < floor then
      return true
    end
    local position, stop = FIRST_TAG, FIRST_TAG + size
    while position < stop do
      local length = string.byte(value, position)
      if not length or lastInvalidated(string.sub(value, position + 1, position + length)) > stored then
        return true
      end
      position = position + 1 + length
    end
    return false
  end

  -- An envelope as it is stored: with the clock's reading.
  function tagFunctions.stamped(value)
    if not readClock() then
      local time = redis.call('TIME')
      clock = tonumber(time[1]) * 1000000 + tonumber(time[2])
      floor = clock
      redis.call('ZADD', TAGS, clock, 'clock', floor, 'floor')
    end
    return string.sub(value, 1, 1) .. struct.pack('>I8', clock) .. string.sub(value, 10)
  end

  -- A value that replaces a tagged one: it takes over that one's tags unless it has its own.
  function tagFunctions.retagged(value, prior)
    if (string.byte(value, 1) or 0) >= TAGGED then
      return value
    end
    local size = struct.unpack('>I2', prior, 10)
    return string.char(string.byte(value, 1) + TAGGED) .. string.sub(prior, 2, FIRST_TAG - 1 + size) .. string.sub(value, 2)
  end

  return tagFunctions
end
