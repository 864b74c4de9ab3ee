-- Reads entries of one partition together with how long they live and where the sequence stands, all at one moment. What
-- was invalidated by a tag is removed.
--
-- KEYS    1 entries, 2 deadlines, 3 listeners, 4 sequence, 5 tags (see tags.lua)
-- ARGV    1 node id, 2 "1" when hash fields expire natively, then encoded keys
-- Returns {sequence of the last message published, or -1 when the node isn't registered to follow changes}
--         followed by two values a key: envelope, or false where there is no live entry; ms to live, -1 without a deadline
TAGS = KEYS[5]
local events, lease = string.match(redis.call('HGET', KEYS[3], ARGV[1]) or '', '^(%d+):.*:(%d+)$')
local follows = events and bit.band(tonumber(events), 16) ~= 0 and tonumber(lease) > now()
local replies = {follows and tonumber(redis.call('GET', KEYS[4]) or '0') or -1}
for i = 3, #ARGV do
  local value, deadline = live(KEYS[1], KEYS[2], ARGV[i], redis.call('HGET', KEYS[1], ARGV[i]))
  local ttl = -1
  if deadline then
    ttl = deadline - now()
  elseif value and ARGV[2] == '1' then
    ttl = redis.call('HPTTL', KEYS[1], 'FIELDS', 1, ARGV[i])[1]
    -- In the last millisecond of its life a field has a value, but no time to live any more (-2).
    if ttl == -2 then
      value, ttl = false, -1
    end
  end
  replies[#replies + 1] = value
  replies[#replies + 1] = ttl
end
return replies
