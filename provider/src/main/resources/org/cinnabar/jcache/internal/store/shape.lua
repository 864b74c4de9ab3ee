-- Tells how large one partition is. Writes nothing.
--
-- KEYS    1 entries, then the partition's other keys
-- ARGV    1 how many elements of each key to look at for its memory
-- Returns {entries; bytes that all these keys take, -1 where the user may not ask for that}
local bytes = 0
for _, key in ipairs(KEYS) do
  local used = redis.pcall('MEMORY', 'USAGE', key, 'SAMPLES', ARGV[1])
  if type(used) == 'table' then
    bytes = -1
    break
  end
  bytes = bytes + (used or 0)
end
return {redis.call('HLEN', KEYS[1]), bytes}
