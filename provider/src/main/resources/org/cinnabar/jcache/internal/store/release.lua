-- Gives back those leases of one partition that the token still holds.
--
-- KEYS    1 leases
-- ARGV    1 token, then the encoded keys
-- Returns {how many were given back}
local released = 0
for i = 2, #ARGV do
  local held = redis.call('HGET', KEYS[1], ARGV[i])
  if held and string.match(held, '^%d+:(.*)$') == ARGV[1] then
    released = released + redis.call('HDEL', KEYS[1], ARGV[i])
  end
end
return {released}
