-- Reads one partition's dead letters, the oldest first.
--
-- KEYS    1 dead letters
-- ARGV    1 how many at most
-- Returns {id, key, envelope or false, tries, reason, id of the write, and so on}
local reply = {}
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', ARGV[1])) do
  local fields = {}
  for i = 1, #entry[2], 2 do
    fields[entry[2][i]] = entry[2][i + 1]
  end
  local size = #reply
  reply[size + 1], reply[size + 2], reply[size + 3] = entry[1], fields.k, fields.v or false
  reply[size + 4], reply[size + 5], reply[size + 6] = fields.t, fields.r, fields.w
end
return reply
