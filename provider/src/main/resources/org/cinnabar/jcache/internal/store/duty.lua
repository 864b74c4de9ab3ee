-- Takes, keeps or gives back a duty of the cluster, of which at most one token is the holder, and reads and writes its note.
--
-- KEYS    1 duties, hash: "held:" .. duty -> "deadlineMs:token", "note:" .. duty -> "writtenMs:text"
-- ARGV    1 duty; 2 token; 3 "take" when nobody else holds it, "keep" or "end" when the token still does;
--         4 ms that it is held unless kept; 5 a note for whoever has it next, empty to remove the note; may be left out
-- Returns {0} when it isn't the token's; else {1, the note that now stands or "", its age in ms}
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local lease, field = 'held:' .. ARGV[1], 'note:' .. ARGV[1]
local held = redis.call('HGET', KEYS[1], lease)
local deadline, token
if held then
  deadline, token = string.match(held, '^(%d+):(.*)$')
end
if token ~= ARGV[2] and (ARGV[3] ~= 'take' or (deadline and tonumber(deadline) > now)) then
  return {0}
end
if ARGV[3] == 'end' then
  redis.call('HDEL', KEYS[1], lease)
else
  redis.call('HSET', KEYS[1], lease, string.format('%.0f', now + tonumber(ARGV[4])) .. ':' .. ARGV[2])
end
if ARGV[5] == '' then
  redis.call('HDEL', KEYS[1], field)
elseif ARGV[5] then
  redis.call('HSET', KEYS[1], field, string.format('%.0f', now) .. ':' .. ARGV[5])
end
local note = redis.call('HGET', KEYS[1], field)
if not note then
  return {1, '', 0}
end
local written, text = string.match(note, '^(%d+):(.*)$')
return {1, text, now - tonumber(written)}
