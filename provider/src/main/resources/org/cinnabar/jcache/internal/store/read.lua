-- Reads entries of one partition exactly by the server's clock. What is overdue is left to the sweeper; what
-- was invalidated by a tag is removed.
--
-- KEYS    1 entries, 2 deadlines, 3 tags (see tags.lua)
-- ARGV    encoded keys
-- Returns the envelopes in the order of the keys, false where there is no live entry
TAGS = KEYS[3]
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local values = {}
for i = 1, #ARGV do
  local value = redis.call('HGET', KEYS[1], ARGV[i])
  local flags = value and string.byte(value, 1) or 0
  if flags >= TAGGED and tags().isInvalidated(value) then
    redis.call('HDEL', KEYS[1], ARGV[i])
    redis.call('ZREM', KEYS[2], ARGV[i])
    value = false
  elseif bit.band(flags, 4) ~= 0 then
    local deadline = redis.call('ZSCORE', KEYS[2], ARGV[i])
    if not deadline or tonumber(deadline) <= now then
      value = false
    end
  end
  values[i] = value
end
return values
