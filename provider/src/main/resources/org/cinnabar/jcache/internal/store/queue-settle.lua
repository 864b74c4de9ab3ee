-- Takes writes out of one partition's queue: those that the cache writer has written, and those that are given up and go
-- to the dead letters. Only who has the right to drain may do so, and it is kept by that.
--
-- KEYS    1 writes, 2 drainer, 3 dead letters, 4 dead letter keys, hash: encoded key -> id of the key's dead letter, while
--         writes of a key are joined; 5 pending, hash: encoded key -> id of its last write that waits
-- ARGV    1 token, 2 ms that the right lives unless kept, 3 "1" when writes of a key are joined: then a later write makes
--         a dead letter of its key void, 4 how many dead letters there may be; then for every key
--         key, ids of its writes, ids of its dead letters (both separated by spaces), reason ('' when it was written),
--         tries, "1" when an envelope follows, the envelope or ''
-- Returns {1; how many keys could not be given up for want of room, which stay as they are}, or {0, 0} when the right is
--         another's: nothing was done
local WRITES, DRAINER, LETTERS, LETTER_KEYS, PENDING = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
if redis.call('GET', DRAINER) ~= ARGV[1] then
  return {0, 0}
end
redis.call('PEXPIRE', DRAINER, ARGV[2])
local joined, mostLetters = ARGV[3] == '1', tonumber(ARGV[4])
local room = mostLetters - redis.call('XLEN', LETTERS)
local indexed = redis.call('EXISTS', LETTER_KEYS) == 1

local last
local function remove(stream, ids)
  for id in string.gmatch(ids, '%S+') do
    redis.call('XDEL', stream, id)
    last = id
  end
end

local function void(key)
  local id = indexed and redis.call('HGET', LETTER_KEYS, key)
  if id then
    redis.call('XDEL', LETTERS, id)
    redis.call('HDEL', LETTER_KEYS, key)
  end
end

local function bury(key, reason, tries, value)
  local id
  if value then
    id = redis.call('XADD', LETTERS, '*', 'k', key, 'v', value, 't', tries, 'r', reason, 'w', last)
  else
    id = redis.call('XADD', LETTERS, '*', 'k', key, 't', tries, 'r', reason, 'w', last)
  end
  if joined then
    redis.call('HSET', LETTER_KEYS, key, id)
    indexed = true
  end
end

local refused = 0
for i = 5, #ARGV, 7 do
  local key, writes, letters, reason = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  if reason ~= '' and letters == '' and room <= 0 then
    refused = refused + 1
  else
    remove(LETTERS, letters)
    remove(WRITES, writes)
    if writes ~= '' and redis.call('HGET', PENDING, key) == last then
      redis.call('HDEL', PENDING, key)
    end
    if joined then
      void(key)
    end
    if reason ~= '' then
      bury(key, reason, ARGV[i + 4], ARGV[i + 5] == '1' and ARGV[i + 6])
      room = room - 1
    end
  end
end
return {1, refused}
