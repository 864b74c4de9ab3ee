-- Takes or renews the leases of keys of one partition: of all, or of none.
--
-- KEYS    1 leases, hash: encoded key -> "deadlineMs:token"; expires as a whole with the last lease
-- ARGV    1 token, 2 ms that the leases live unless renewed, then the encoded keys
-- Returns {1 when all leases are held, 0 when another token holds one of them}
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
for i = 3, #ARGV do
  local held = redis.call('HGET', KEYS[1], ARGV[i])
  if held then
    local deadline, token = string.match(held, '^(%d+):(.*)$')
    if deadline and tonumber(deadline) > now and token ~= ARGV[1] then
      return {0}
    end
  end
end
local mine = string.format('%.0f', now + tonumber(ARGV[2])) .. ':' .. ARGV[1]
for i = 3, #ARGV do
  redis.call('HSET', KEYS[1], ARGV[i], mine)
end
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return {1}
