-- Takes the leases of loading entries of one partition, one by one: of those entries that aren't there. What was invalidated by
-- a tag is removed.
--
-- KEYS    1 loads, hash: encoded key -> "deadlineMs:token"; expires as a whole with the last lease; 2 entries, 3 deadlines;
--         4 tags (see tags.lua); 5 writes, the stream of what the cache writer is still to be told, see queue-take.lua;
--         6 pending, hash: encoded key -> id of its last write there
-- ARGV    1 token, 2 ms that the leases live unless renewed, then for each entry its encoded key and an envelope that
--         counts as no entry, empty for none
-- Returns two values a key: 0 and the ms that another token's lease still lives; 1 and 0 when the lease is taken; 2 and the
--         envelope when there is a live entry, or else when the writer is still to be told of the key: what a loader finds
--         is older then. That envelope is a remembered null for a deletion, or the one that counts as no entry
TAGS = KEYS[4]
local mine = string.format('%.0f', now() + tonumber(ARGV[2])) .. ':' .. ARGV[1]
local replies, taken = {}, false

-- What the writer is still to be told of a key: an envelope, or nil.
local function toBeWritten(key)
  local id = redis.call('HGET', KEYS[6], key)
  local write = id and redis.call('XRANGE', KEYS[5], id, id)[1]
  return write and (write[2][4] or string.char(16 + 8))
end

for i = 3, #ARGV, 2 do
  local value = live(KEYS[2], KEYS[3], ARGV[i], redis.call('HGET', KEYS[2], ARGV[i]))
  local answer, detail = 1, 0
  local known = value
  if not value or value == ARGV[i + 1] then
    local written = toBeWritten(ARGV[i])
    known = written and (value or written)
    if written and not value and written == ARGV[i + 1] then
      known = false
    end
  end
  if known then
    answer, detail = 2, known
  else
    local held = redis.call('HGET', KEYS[1], ARGV[i])
    local deadline, token = string.match(held or '', '^(%d+):(.*)$')
    if deadline and tonumber(deadline) > now() and token ~= ARGV[1] then
      answer, detail = 0, tonumber(deadline) - now()
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
