-- Reads entries of one partition exactly by the server's clock. What is overdue is left to the sweeper; what
-- was invalidated by a tag is removed, except by a replica.
--
-- KEYS    1 entries, 2 deadlines, 3 tags (see tags.lua)
-- ARGV    encoded keys
-- Returns the envelopes in the order of the keys, false where there is no live entry
TAGS = KEYS[3]
local values = {}
for i = 1, #ARGV do
  local value = live(KEYS[1], KEYS[2], ARGV[i], redis.call('HGET', KEYS[1], ARGV[i]))
  values[i] = value
end
return values
