-- Fragment placed before the scripts that look at entries: whether they are live.
--
-- Uses
--   now()            from clock.lua
--   TAGGED, tags()   from tags.lua
local INDEXED = 4

-- Returns the value that an entry has, or false when it isn't live, and its deadline if that is in the index. What is overdue
-- is left to the sweeper; what was invalidated by a tag is removed, unless this is a replica, which refuses that.
local function live(entries, deadlines, key, value)
  local flags = value and string.byte(value, 1) or 0
  if flags >= TAGGED and tags().isInvalidated(value) then
    redis.pcall('HDEL', entries, key)
    redis.pcall('ZREM', deadlines, key)
    return false
  elseif bit.band(flags, INDEXED) ~= 0 then
    local deadline = tonumber(redis.call('ZSCORE', deadlines, key) or '0')
    if deadline <= now() then
      return false
    end
    return value, deadline
  end
  return value
end

