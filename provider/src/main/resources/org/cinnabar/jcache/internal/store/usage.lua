-- Fragment placed before the scripts that know how a bounded cache is used: estimates of how often, or how recently, its keys
-- were, and the choice of entries that give way to new ones.
--
-- Uses
--   USAGE      string, bound by the script: 4 bytes the number of uses so far, 4 bytes the layout, then cells. Its size depends
--              on the bound alone, so that nothing of it has to follow an entry about
--   NEWCOMERS  list, bound by the script, for "most often" only: the encoded keys of the entries added last, the newest first
-- A key has four cells, by its hash, all in one piece of the string; it shares them with other keys, so what counts for it is
-- the least of the four.
--   most often   4 bits a cell: how often, up to 15. A use raises only those of the four that are lowest: the others are high by
--                other keys' doing. All cells are halved once in HALVING uses an entry of the bound, a piece at a time, and what
--                a cell says is scaled by how long ago that was.
--   most recent  16 bits a cell: when last, in sixteenths of as many uses as the partition may have entries.
-- What is read of the string, and changed, is kept until settle() writes it, once for all commits of a call.
local USAGE, NEWCOMERS, SHARE, RECENT, PIECES, LAYOUT, SAMPLE
local HEADER, LEAST_SAMPLE = 8, 4
local HALVING, PIECE, MOST_OFTEN = 20, 512, 15
local MOMENTS, LATEST = 16, 65535
local NEW_SHARE, OF_EQUALS_FIRST = 100, 0.01
local MOST_REMOVED, MOST_TRIES, MOST_AT_ONCE = 8, 64, 1000
local uses, noted, evicted = 0, false, 0
local cells, changed, candidates, drawn = {}, {}, {}, {}
local remove

-- Names the keys and the bound: "kind share pieces", kind 0 most often, 1 most recent, the number of entries that the
-- partition may have, and of how many pieces the string is. What another kind or size of estimates left is thrown away.
-- removal(key) removes an entry to make room, which is no event, and returns whether there was a live one; not needed where none
-- is added.
local function bind(usage, newcomers, bound, removal)
  local kind, share, pieces = string.match(bound, '^(%d) (%d+) (%d+)$')
  USAGE, NEWCOMERS, SHARE, RECENT, PIECES = usage, newcomers, tonumber(share), kind == '1', tonumber(pieces)
  remove = removal
  LAYOUT, SAMPLE = kind * 2 ^ 31 + PIECES, RECENT and 16 or 8
  local header = redis.call('GETRANGE', USAGE, 0, HEADER - 1)
  if #header == HEADER then
    local count, layout = struct.unpack('>I4I4', header)
    if layout == LAYOUT then
      uses = count
    else
      redis.call('UNLINK', USAGE, NEWCOMERS)
    end
  end
end

-- The type of cells, and the number of the first in the string.
local function cellType()
  return RECENT and 'u16' or 'u4', RECENT and HEADER / 2 or HEADER * 2
end

-- The numbers of a key's cells, and that of their piece.
local function cellsOf(key)
  local digest = redis.sha1hex(key)
  local piece = tonumber(string.sub(digest, 1, 8), 16) % PIECES
  local one, other = tonumber(string.sub(digest, 9, 16), 16), tonumber(string.sub(digest, 17, 24), 16)
  local from = piece * PIECE
  return {
    from + one % PIECE, from + math.floor(one / PIECE) % PIECE, from + other % PIECE, from + math.floor(other / PIECE) % PIECE
  }, piece
end

-- Reads the cells that lists of their numbers name, as far as they aren't known.
local function readCells(lists)
  local kind, first = cellType()
  local numbers, ask = {}, {'BITFIELD_RO', USAGE}
  local function fetch()
    for i, value in ipairs(#numbers > 0 and redis.call(unpack(ask)) or {}) do
      cells[numbers[i]] = value
    end
    numbers, ask = {}, {'BITFIELD_RO', USAGE}
  end
  for _, list in ipairs(lists) do
    for _, number in ipairs(list) do
      if not cells[number] then
        local size = #ask
        ask[size + 1], ask[size + 2], ask[size + 3] = 'GET', kind, '#' .. (first + number)
        numbers[#numbers + 1] = number
      end
    end
    if #numbers >= MOST_AT_ONCE then
      fetch()
    end
  end
  fetch()
end

-- Writes what changed.
local function settle()
  local kind, first = cellType()
  local change = {'BITFIELD', USAGE}
  for number in pairs(changed) do
    local size = #change
    change[size + 1], change[size + 2], change[size + 3], change[size + 4] =
      'SET', kind, '#' .. (first + number), cells[number]
    if size > 4 * MOST_AT_ONCE then
      redis.call(unpack(change))
      change = {'BITFIELD', USAGE}
    end
  end
  if #change > 2 then
    redis.call(unpack(change))
  end
  if noted then
    redis.call('SETRANGE', USAGE, 0, struct.pack('>I4I4', uses % 2 ^ 32, LAYOUT))
  end
end

local function moment()
  return math.floor(uses * MOMENTS / math.max(MOMENTS, SHARE)) % (LATEST + 1)
end

-- How many pieces have been halved after so many uses.
local function halved(count)
  return math.floor(count * PIECES / (HALVING * SHARE))
end

local function halve(piece)
  local from, size = HEADER + piece * PIECE / 2, PIECE / 2
  local old = redis.call('GETRANGE', USAGE, from, from + size - 1)
  local new = string.gsub(old, '[^%z]', function(two)
    return string.char(bit.band(bit.rshift(string.byte(two), 1), 0x77))
  end)
  if new ~= old then
    redis.call('SETRANGE', USAGE, from, new)
  end
  for number, value in pairs(cells) do
    if math.floor(number / PIECE) == piece then
      cells[number] = math.floor(value / 2)
    end
  end
end

-- Counts uses, of whatever keys.
local function pass(times)
  local before = halved(uses)
  uses, noted = uses + times, true
  if not RECENT then
    for piece = before, math.min(halved(uses), before + 4 * PIECES) - 1 do
      halve(piece % PIECES)
    end
  end
end

local function least(numbers)
  return math.min(cells[numbers[1]], cells[numbers[2]], cells[numbers[3]], cells[numbers[4]])
end

-- Notes that a key was used, whose cells have been read.
local function noteUse(numbers, times)
  local value = RECENT and moment() or math.min(least(numbers) + times, MOST_OFTEN)
  for _, number in ipairs(numbers) do
    if RECENT or cells[number] < value then
      cells[number], changed[number] = value, true
    end
  end
  pass(times)
end

-- Notes that a key was used.
local function use(key)
  local numbers = cellsOf(key)
  readCells({numbers})
  noteUse(numbers, 1)
end

-- Notes that an entry was added. How often it was looked for in vain has been counted.
local function added(key)
  if RECENT then
    use(key)
  else
    redis.call('LPUSH', NEWCOMERS, key)
  end
end

local function worth(numbers, piece)
  if RECENT then
    return LATEST - (moment() - least(numbers)) % (LATEST + 1)
  end
  local since = (halved(uses) - 1 - piece) % PIECES
  return least(numbers) / (1 + since / PIECES)
end

-- Takes keys as candidates, with what they are worth less the handicap.
local function consider(keys, handicap)
  local found, lists = {}, {}
  for _, key in ipairs(keys) do
    if not drawn[key] then
      drawn[key] = true
      local numbers, piece = cellsOf(key)
      lists[#lists + 1] = numbers
      found[#found + 1] = {key, numbers, piece}
    end
  end
  readCells(lists)
  for _, each in ipairs(found) do
    candidates[#candidates + 1] = {each[1], worth(each[2], each[3]) - handicap}
  end
end

-- The entry that has been new for longest, once there are more than a share of them; nil while there aren't.
local function oldestNewcomer()
  if not RECENT and redis.call('LLEN', NEWCOMERS) > math.max(1, math.floor(SHARE / NEW_SHARE)) then
    return redis.call('RPOP', NEWCOMERS)
  end
end

local function isWorthLess(one, other)
  return one[2] < other[2]
end

-- Takes the candidate that is worth least, but not the one spared; nil when there is none.
local function nextVictim(entries, spared)
  consider(redis.call('HRANDFIELD', entries, math.max(LEAST_SAMPLE, SAMPLE - #candidates)), 0)
  table.sort(candidates, isWorthLess)
  for i = #candidates, SAMPLE + 1, -1 do
    drawn[candidates[i][1]] = nil
    candidates[i] = nil
  end
  for i, candidate in ipairs(candidates) do
    if candidate[1] ~= spared then
      drawn[candidate[1]] = nil
      return table.remove(candidates, i)[1]
    end
  end
end

-- Makes room after an entry was added, which itself is spared. Of "most often", one that is new no longer has to be worth more
-- than some that are drawn by lot. A partition that has far too many entries, because its bound was lowered, gets smaller with
-- each entry added, so that no call takes long.
local function makeRoom(entries, spared)
  local contender = oldestNewcomer()
  if redis.call('HLEN', entries) <= SHARE then
    return
  end
  if contender then
    consider({contender}, OF_EQUALS_FIRST)
  end
  local removed, tries = 0, 0
  while redis.call('HLEN', entries) > SHARE and removed < MOST_REMOVED and tries < MOST_TRIES do
    tries = tries + 1
    local victim = nextVictim(entries, spared)
    if not victim then
      return
    end
    if remove(victim) then
      removed, evicted = removed + 1, evicted + 1
    end
  end
end
