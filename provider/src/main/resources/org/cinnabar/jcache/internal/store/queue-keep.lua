-- Keeps the right to drain one partition, or gives it back.
--
-- KEYS    1 drainer, 2 writes, 3 dead letters
-- ARGV    1 token, 2 ms that it lives unless kept, 0 to give it back
-- Returns {1 when it was ours, else 0; how many writes wait; how many dead letters there are}
local ours = redis.call('GET', KEYS[1]) == ARGV[1]
if ours then
  if ARGV[2] == '0' then
    redis.call('DEL', KEYS[1])
  else
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
  end
end
return {ours and 1 or 0, redis.call('XLEN', KEYS[2]), redis.call('XLEN', KEYS[3])}
