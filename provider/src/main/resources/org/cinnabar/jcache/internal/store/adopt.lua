-- Moves native deadlines of one page of entries into the deadline index, so that their expiry can be published.
-- Only for servers whose hash fields expire natively; called when somebody starts to listen for EXPIRED.
--
-- KEYS    1 entries, 2 deadlines
-- ARGV    1 position, "0" at first (see page.lua); 2 about how many entries to look at
-- Returns {next position, "0" after the last page; entries moved}
local read = page(KEYS[1], ARGV[1], ARGV[2])
local moved = 0
for i = 1, #read[2], 2 do
  local key, value = read[2][i], read[2][i + 1]
  local first = string.byte(value, 1)
  if first and bit.band(first, 4) == 0 then
    local deadline = redis.call('HPEXPIRETIME', KEYS[1], 'FIELDS', 1, key)[1]
    if deadline > 0 then
      redis.call('HSET', KEYS[1], key, string.char(bit.bor(first, 4)) .. string.sub(value, 2))
      redis.call('ZADD', KEYS[2], deadline, key)
      moved = moved + 1
    end
  end
end
return {read[1], moved}
