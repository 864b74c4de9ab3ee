-- Writes a cache's metadata record unless there is one.
--
-- KEYS    1 metadata, hash: field -> value
-- ARGV    the record as field, value, field, value ...
-- Returns the record that now stands: the values of those fields, in order; false where a field is missing
if redis.call('EXISTS', KEYS[1]) == 0 then
  for i = 1, #ARGV, 2 do
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
  end
end
local values = {}
for i = 1, #ARGV, 2 do
  values[#values + 1] = redis.call('HGET', KEYS[1], ARGV[i])
end
return values
