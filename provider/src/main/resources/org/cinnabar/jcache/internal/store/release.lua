-- Gives back those leases of one partition that the token still holds.
--
-- KEYS    1 leases
-- ARGV    1 token, 2 the channel on which each key given back is published, empty for none, then the encoded keys
-- Returns {how many were given back}
local released = 0
for i = 3, #ARGV do
  local held = redis.call('HGET', KEYS[1], ARGV[i])
  if held and string.match(held, '^%d+:(.*)$') == ARGV[1] then
    released = released + redis.call('HDEL', KEYS[1], ARGV[i])
    if ARGV[2] ~= '' then
      redis.call('PUBLISH', ARGV[2], ARGV[i])
    end
  end
end
return {released}
