-- Hands out what other systems ask to be invalidated, to one caller each, and forgets what was done. What a caller took
-- and didn't report as done is handed out again after a while.
--
-- KEYS    1 stream of messages, each some fields with their values; anybody may add to it
-- ARGV    1 how many messages at most, 2 ms after which a message is handed out again, then the ids of what was done
-- Returns for every message its id, how many fields and values it has, and these; nothing when there is no message
local STREAM, COUNT, AGAIN = KEYS[1], ARGV[1], ARGV[2]
local GROUP = 'cinnabar'
local result = {}

local function add(messages)
  for _, message in ipairs(messages) do
    -- Of one that was trimmed from the stream meanwhile nothing is left.
    if message and message[2] then
      result[#result + 1] = message[1]
      result[#result + 1] = #message[2]
      for _, text in ipairs(message[2]) do
        result[#result + 1] = text
      end
    end
  end
end

for i = 3, #ARGV do
  redis.call('XACK', STREAM, GROUP, ARGV[i])
  redis.call('XDEL', STREAM, ARGV[i])
end
if redis.call('EXISTS', STREAM) == 0 then
  return result
end
local taken = redis.pcall('XAUTOCLAIM', STREAM, GROUP, GROUP, AGAIN, '0', 'COUNT', COUNT)
if taken.err and string.find(taken.err, 'NOGROUP', 1, true) then
  redis.call('XGROUP', 'CREATE', STREAM, GROUP, '0')
elseif taken.err then
  return taken
else
  add(taken[2])
end
local new = redis.call('XREADGROUP', 'GROUP', GROUP, GROUP, 'COUNT', COUNT, 'STREAMS', STREAM, '>')
if new then
  add(new[1][2])
end
return result
