-- Fragment placed before commit.lua: how entries are stored with their deadlines, touched and dropped.
--
-- A deadline is native to the hash field, unless the server can't do that or somebody listens for EXPIRED (the old value
-- must then outlive its deadline until the event is out): such entries carry the INDEXED flag in their envelope's first
-- byte and their deadline in the index. An entry never has both.
--
-- A value whose first byte has the bit 32 tells in its last 16 bytes until when it is fresh: a moment in ms, which is set
-- here, and its life in ms, 0 for ever.
--
-- Uses
--   ENTRIES, DEADLINES, INDEXED     from events.lua
--   now()                           from clock.lua
--   TAGGED, tags()                  from tags.lua
--   native, together  what the server can do, see commit.lua, which sets them
--   indexing          whether deadlines stand in the index; commit.lua sets it
-- and tells in soonest how many ms from now the earliest deadline put into the index is, or -1
local native, together, indexing
local soonest = -1
local ETERNAL, UNCHANGED, FRESHNESS = -1, -2, 32

local function drop(key, wasIndexed)
  redis.call('HDEL', ENTRIES, key)
  if wasIndexed then
    redis.call('ZREM', DEADLINES, key)
  end
end

-- Sets until when a value is fresh; one that keeps the deadline of that before it keeps what that one says.
local function freshened(value, ttl, prior)
  if bit.band(string.byte(value, 1), FRESHNESS) == 0 then
    return value
  end
  local plain = string.sub(value, 1, -17)
  if ttl == UNCHANGED and prior then
    local known = bit.band(string.byte(prior, 1) or 0, FRESHNESS) ~= 0
    return known and plain .. string.sub(prior, -16) or value
  end
  local life = struct.unpack('>i8', value, #value - 7)
  return life > 0 and plain .. struct.pack('>i8i8', now() + life, life) or value
end

local function withFlag(value)
  return string.char(bit.bor(string.byte(value, 1), INDEXED)) .. string.sub(value, 2)
end

local function withoutFlag(value)
  return string.char(bit.band(string.byte(value, 1), 255 - INDEXED)) .. string.sub(value, 2)
end

local function index(key, deadline)
  redis.call('ZADD', DEADLINES, deadline, key)
  local remaining = math.max(deadline - now(), 0)
  if soonest < 0 or remaining < soonest then
    soonest = remaining
  end
end

-- The native deadline of a field, or nil. In the last millisecond of its life a field has a value, but no deadline any more
-- (-2).
local function nativeDeadline(key)
  if not native then
    return nil
  end
  local deadline = redis.call('HPEXPIRETIME', ENTRIES, 'FIELDS', 1, key)[1]
  if deadline == -2 then
    return now()
  end
  return deadline > 0 and deadline or nil
end

-- Stores a value with its deadline in the index.
local function storeIndexed(key, value, deadline)
  redis.call('HSET', ENTRIES, key, withFlag(value))
  index(key, deadline)
end

-- Stores a value over another, whose deadline stays. Not with KEEPTTL, which in the last millisecond of an entry's life would
-- leave it without a deadline on Valkey.
local function keepDeadline(key, value, wasIndexed)
  local deadline = not wasIndexed and nativeDeadline(key)
  if wasIndexed then
    redis.call('HSET', ENTRIES, key, withFlag(value))
  elseif not deadline then
    redis.call('HSET', ENTRIES, key, value)
  elseif indexing then
    storeIndexed(key, value, deadline)
  elseif together then
    redis.call('HSETEX', ENTRIES, 'PXAT', deadline, 'FIELDS', 1, key, value)
  else
    redis.call('HSET', ENTRIES, key, value)
    redis.call('HPEXPIREAT', ENTRIES, deadline, 'FIELDS', 1, key)
  end
end

local function write(key, unstamped, ttl, prior, wasIndexed)
  local value = string.byte(unstamped, 1) >= TAGGED and tags().stamped(unstamped) or unstamped
  if ttl == UNCHANGED and prior then
    keepDeadline(key, value, wasIndexed)
    return
  end
  if ttl < 0 then
    redis.call('HSET', ENTRIES, key, value)
  elseif indexing then
    storeIndexed(key, value, now() + ttl)
    return
  elseif together then
    redis.call('HSETEX', ENTRIES, 'PX', ttl, 'FIELDS', 1, key, value)
  else
    redis.call('HSET', ENTRIES, key, value)
    redis.call('HPEXPIRE', ENTRIES, ttl, 'FIELDS', 1, key)
  end
  if wasIndexed then
    redis.call('ZREM', DEADLINES, key)
  end
end

local function touch(key, ttl, prior, wasIndexed)
  if ttl == UNCHANGED then
    return
  end
  if ttl == ETERNAL then
    if wasIndexed then
      redis.call('HSET', ENTRIES, key, withoutFlag(prior))
      redis.call('ZREM', DEADLINES, key)
    elseif native then
      redis.call('HPERSIST', ENTRIES, 'FIELDS', 1, key)
    end
  elseif wasIndexed then
    index(key, now() + ttl)
  elseif indexing and not nativeDeadline(key) then
    storeIndexed(key, prior, now() + ttl)
  else
    redis.call('HPEXPIRE', ENTRIES, ttl, 'FIELDS', 1, key)
  end
end
