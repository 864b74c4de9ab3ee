-- Takes or keeps the right to drain one partition's queued writes, and reads what waits.
--
-- KEYS    1 writes, stream: fields k encoded key, v envelope (absent for a deletion), in the order of the commits;
--         2 drainer, the token of who drains, gone when it wasn't renewed in time; 3 dead letters, stream: as writes, and
--         t tries, r reason, w id of the write; 4 replay, the id of the last dead letter that is to be tried again
-- ARGV    1 token, 2 ms that the right lives unless kept, 3 id of the last write read before, or '', 4 id of the last dead
--         letter read before, or '', 5 how many to read at most, 6 how many bytes to read, about
-- Returns {0 nothing waits, 1 ours as before, 2 ours from now on: what was read before doesn't count, 3 another's;
--         how many writes wait; how many dead letters there are; ms since the oldest write, or -1}
--         and when ours: the number of dead letters that follow, then those and the writes, each as id, key, envelope or
--         false
-- Streams that are empty are removed, so that a cache at rest owns no more than its entries.
local WRITES, DRAINER, LETTERS, REPLAY = KEYS[1], KEYS[2], KEYS[3], KEYS[4]

local function length(stream)
  local size = redis.call('XLEN', stream)
  if size == 0 then
    redis.call('UNLINK', stream)
  end
  return size
end

local waiting, letters = length(WRITES), length(LETTERS)
local age = -1
if waiting > 0 then
  local time = redis.call('TIME')
  local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
  local oldest = redis.call('XRANGE', WRITES, '-', '+', 'COUNT', 1)[1][1]
  age = math.max(0, now - tonumber(string.match(oldest, '^%d+')))
end
local replay = redis.call('GET', REPLAY)
if replay and #redis.call('XRANGE', LETTERS, '-', replay, 'COUNT', 1) == 0 then
  redis.call('DEL', REPLAY)
  replay = false
end

local drainer = redis.call('GET', DRAINER)
if drainer and drainer ~= ARGV[1] then
  return {3, waiting, letters, age}
end
if waiting == 0 and not replay then
  redis.call('DEL', DRAINER)
  return {0, waiting, letters, age}
end
redis.call('SET', DRAINER, ARGV[1], 'PX', ARGV[2])

local most, bytes = tonumber(ARGV[5]), tonumber(ARGV[6])
local reply = {drainer and 1 or 2, waiting, letters, age, 0}

-- What follows an id; ids after which nothing was read begin the stream.
local function following(id)
  local millis, number = string.match(id, '^(%d+)-(%d+)$')
  return millis and string.format('%s-%.0f', millis, tonumber(number) + 1) or '-'
end

local function add(entry)
  local fields = entry[2]
  local key, value = fields[2], fields[3] == 'v' and fields[4]
  local size = #reply
  reply[size + 1], reply[size + 2], reply[size + 3] = entry[1], key, value
  most, bytes = most - 1, bytes - #key - (value and #value or 0)
end

local function read(stream, after, to)
  local from = following(drainer and after or '')
  while most > 0 and bytes > 0 do
    local page = redis.call('XRANGE', stream, from, to, 'COUNT', math.min(most, 32))
    if #page == 0 then
      return
    end
    for _, entry in ipairs(page) do
      add(entry)
    end
    from = following(page[#page][1])
  end
end

if replay then
  read(LETTERS, ARGV[4], replay)
  reply[5] = (#reply - 5) / 3
end
read(WRITES, ARGV[3], '+')
return reply
