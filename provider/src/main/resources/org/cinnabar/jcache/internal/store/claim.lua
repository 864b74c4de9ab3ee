-- Takes the leases of loading entries of one partition, one by one: of those entries that aren't there. What was invalidated by
-- a tag is removed.
--
-- KEYS    1 loads, hash: encoded key -> "deadlineMs:token"; expires as a whole with the last lease; 2 entries, 3 deadlines,
--         4 tags (see tags.lua)
-- ARGV    1 token, 2 ms that the leases live unless renewed, then for each entry its encoded key and an envelope that
--         counts as no entry, empty for none
-- Returns two values a key: 0 and the ms that another token's lease still lives; 1 and 0 when the lease is taken; 2 and the
--         envelope when there is a live entry
TAGS = KEYS[4]
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local mine = string.format('%.0f', now + tonumber(ARGV[2])) .. ':' .. ARGV[1]
local replies, taken = {}, false
for i = 3, #ARGV, 2 do
  local value = redis.call('HGET', KEYS[2], ARGV[i])
  local flags = value and string.byte(value, 1) or 0
  if flags >= TAGGED and tags().isInvalidated(value) then
    redis.call('HDEL', KEYS[2], ARGV[i])
    redis.call('ZREM', KEYS[3], ARGV[i])
    value = false
  elseif bit.band(flags, 4) ~= 0 then
    local deadline = redis.call('ZSCORE', KEYS[3], ARGV[i])
    if not deadline or tonumber(deadline) <= now then
      value = false
    end
  end
  local answer, detail = 1, 0
  if value and value ~= ARGV[i + 1] then
    answer, detail = 2, value
  else
    local held = redis.call('HGET', KEYS[1], ARGV[i])
    local deadline, token = string.match(held or '', '^(%d+):(.*)$')
    if deadline and tonumber(deadline) > now and token ~= ARGV[1] then
      answer, detail = 0, tonumber(deadline) - now
    else
      redis.call('HSET', KEYS[1], ARGV[i], mine)
      taken = true
    end
  end
  replies[#replies + 1] = answer
  replies[#replies + 1] = detail
end
if taken and redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return replies
