-- Applies a list of conditional changes to one partition, each with its own outcome, all at one moment.
--
-- KEYS    1 entries, 2 deadlines, 3 listeners, 4 sequence, 5 tags (see tags.lua); for a cache that is written behind, 6 writes:
--         the stream of what its writer is still to be told, see queue-take.lua, and 7 pending, hash: encoded key -> id of
--         its last write there; with flag 8 then loads: the leases of loading, see claim.lua; with flag 16, as the last two,
--         usage and newcomers of a bounded cache, see usage.lua
-- ARGV    1 channel, 2 partition, 3 node id
--         4 flags: 1 hash fields expire natively, 2 this node hears acknowledgements, 4 a field can be set together with
--           its deadline, 8 there are commits under leases of loading, 16 the cache is bounded
--         5 for a cache that is written behind only: how many writes may wait
--         next, for a bounded cache only: the bound, see usage.lua
--         then for every commit its key and a packed header, big endian:
--           expectation (0 anything, 1 absent, 2 present, 3 exactly), options (1 return the prior value, 2 an expected
--           value follows, 4 the absent branch's value follows, 8 the present branch's value follows, 16 the present
--           branch uses the absent branch's value, 32 the token of a lease of loading follows, without which the commit
--           changes nothing), and for the absent, then the present branch:
--           kind of change (0 keep, 1 touch, 2 write, 3 remove; 16 added when it is queued for the writer: the branch's
--           value as a write, a branch without one as a deletion; 32 when a value without tags takes over those of the
--           one that it replaces), event kind, ttl in ms (-1 eternal, -2 unchanged)
--         and the values that the options announce: expected, absent branch's, present branch's, token
-- Returns {-1} when another node has synchronous listeners and this node can't hear their acknowledgements yet: nothing
--         was applied, the caller subscribes and sends again. Else
--         {1 when the partition was empty before, else 0; ms to the earliest deadline put into the index, or -1; a byte
--         for every commit: status (0 absent, 1 present, 2 conflict, 3 refused), 4 a value follows, 8 an event follows}
--         and then, in the order of the commits, what their bytes announce: the prior value, or what the server said
--         against the commit, 'BACKLOG' when too many writes wait, 'LOST' when its lease is no longer held; the sequence
--         of its event and the number of acknowledgements to come
--         last, for a bounded cache, how many entries were removed to make room
--
-- A remembered null (flag 8) is an entry only to a commit that expects exactly it. To the others there is none; a write takes
-- its place, and what would remove an entry removes it too.
TAGS = KEYS[5]
local flags = tonumber(ARGV[4])
local hearsAcknowledgements = bit.band(flags, 2) ~= 0
native, together = bit.band(flags, 1) ~= 0, bit.band(flags, 4) ~= 0
if othersWait and not hearsAcknowledgements then
  return {-1}
end

local KEEP, TOUCH, WRITE, REMOVE = 0, 1, 2, 3
local EXACTLY = 3
local QUEUED, KEEPS_TAGS = 16, 32
local bounded = bit.band(flags, 16) ~= 0
local keyCount = bounded and #KEYS - 2 or #KEYS
local LOADS = bit.band(flags, 8) ~= 0 and KEYS[keyCount]
local queueing = keyCount > (LOADS and 6 or 5)
WRITES, PENDING, mostWaiting = queueing and KEYS[6], queueing and KEYS[7], queueing and tonumber(ARGV[5])
indexing = not native or wanted[EXPIRED]
local wasEmpty, checkedEmpty = 0, false

-- Returns the live value or false, whether its deadline is in the index, and whether there is a remembered null instead.
local function load(key, exactly)
  local value = redis.call('HGET', ENTRIES, key)
  if not value or isPlain(value) then
    return value, false, false
  end
  local indexed, null = isIndexed(value), isNull(value)
  if string.byte(value, 1) >= TAGGED and tags().isInvalidated(value) then
    drop(key, indexed)
    return false, false, false
  end
  local deadline = indexed and redis.call('ZSCORE', DEADLINES, key)
  if indexed and not (deadline and tonumber(deadline) > now()) then
    drop(key, true)
    if not null then
      publish(EXPIRED, key, value, false, false)
    end
    return false, false, false
  end
  if null and not exactly then
    return false, indexed, true
  end
  return value, indexed, false
end

-- Notes whether the partition was empty before its first new entries.
local function noteAdded(count)
  if not checkedEmpty then
    checkedEmpty = true
    wasEmpty = redis.call('HLEN', ENTRIES) == count and 1 or 0
  end
end

-- Applies one branch; returns the sequence number of its event and the acknowledgements to come.
local function apply(key, change, event, ttl, value, prior, wasIndexed)
  if change == WRITE then
    value = freshened(value, ttl, prior)
    write(key, value, ttl, prior, wasIndexed)
    if not prior then
      noteAdded(1)
      if bounded then
        added(key)
        makeRoom(ENTRIES, key)
      end
    elseif bounded then
      use(key)
    end
  elseif change == KEEP or not prior then
    return 0, 0
  elseif change == TOUCH then
    touch(key, ttl, prior, wasIndexed)
  else
    drop(key, wasIndexed)
  end
  local sequence, acknowledgements = 0, 0
  if event ~= 0 then
    sequence, acknowledgements = publish(event, key, prior, value, true)
  end
  if sequence == 0 then
    publishChanged(key)
  end
  return sequence, acknowledgements
end

-- What the header last read says; most commits of a call have the same.
local headerRead, expectation, options, absentChange, absentEvent, absentTtl, presentChange, presentEvent, presentTtl
local absentQueued, presentQueued, keepsTags, isPut

-- Whether the header last read is of a plain put, one that may be stored together with others: it expects nothing, writes one
-- value, and nobody wants to know more of it. In a bounded cache each makes room before the next one.
local function isPlainPut()
  local expires = absentTtl ~= ETERNAL or presentTtl > 0
  return not bounded and not listening and expectation == 0 and options == 4 + 16
    and absentChange == WRITE and presentChange == WRITE and not absentQueued and not presentQueued
    and not (expires and (indexing or not together))
end

local function read(header)
  if header ~= headerRead then
    headerRead, expectation, options, absentChange, absentEvent, absentTtl, presentChange, presentEvent, presentTtl =
      header, struct.unpack('>BBBBi8BBi8', header)
    keepsTags, presentChange = presentChange >= KEEPS_TAGS, presentChange % KEEPS_TAGS
    absentQueued, absentChange = absentChange >= QUEUED, absentChange % QUEUED
    presentQueued, presentChange = presentChange >= QUEUED, presentChange % QUEUED
    isPut = isPlainPut()
  end
end

local position = WRITES and 6 or 5
if bounded then
  bind(KEYS[#KEYS - 1], KEYS[#KEYS], ARGV[position], function(key)
    local value, wasIndexed = load(key, true)
    drop(key, wasIndexed)
    local isLive = value and not isNull(value)
    if isLive then
      publishChanged(key)
    end
    return isLive
  end)
  position = position + 1
end
local function nextIf(option)
  if bit.band(options, option) == 0 then
    return false
  end
  position = position + 1
  return ARGV[position - 1]
end

-- Whether a lease of loading is still held, and nothing is to be written that the loader can't know.
local function isLeased(key, token)
  local deadline, holder = string.match(redis.call('HGET', LOADS, key) or '', '^(%d+):(.*)$')
  return holder == token
    and tonumber(deadline) > now()
    and not (PENDING and redis.call('HEXISTS', PENDING, key) == 1)
end

-- Carries out one commit; returns its status, prior value, event's sequence number and acknowledgements to come.
local function commit(key, expected, absentValue, presentValue, token)
  local prior, wasIndexed, null = load(key, expectation == EXACTLY)
  if not holds(expectation, expected, prior) then
    return 2, prior, 0, 0
  end
  if token and (prior and presentChange or absentChange) ~= KEEP and not isLeased(key, token) then
    return 3, 'LOST', 0, 0
  end
  local sequence, acknowledgements
  local queued, value = absentQueued, absentValue
  if prior then
    queued, value = presentQueued, presentValue
  end
  if queued and not queue(key, value) then
    return 3, 'BACKLOG', 0, 0
  end
  if prior then
    if keepsTags and (string.byte(prior, 1) or 0) >= TAGGED then
      presentValue = tags().retagged(presentValue, prior)
    end
    sequence, acknowledgements = apply(key, presentChange, presentEvent, presentTtl, presentValue, prior, wasIndexed)
  else
    sequence, acknowledgements = apply(key, absentChange, absentEvent, absentTtl, absentValue, false, wasIndexed)
    if null and presentChange == REMOVE and absentChange == KEEP then
      drop(key, wasIndexed)
    end
  end
  return prior and 1 or 0, bit.band(options, 1) ~= 0 and prior, sequence, acknowledgements
end

-- One that the server refuses, for want of memory for instance, must not take those beside it along.
local function carryOut(key, expected, absentValue, presentValue, token)
  queuedId = nil
  local carriedOut, status, prior, sequence, acknowledgements =
    pcall(commit, key, expected, absentValue, presentValue, token)
  if carriedOut then
    reply(status, prior, sequence, acknowledgements)
  else
    if queuedId then
      unqueue(key)
    end
    reply(3, type(status) == 'table' and status.err or tostring(status), 0, 0)
  end
end

-- Plain puts that follow each other, of one header and different keys.
local putHeader, putKeys, putValues, putBefore = false, {}, {}, {}

local ABSENT, PRESENT = string.char(0), string.char(1)
local function finishPuts()
  if #putKeys == 0 then
    return
  end
  read(putHeader)
  local stored, outcomes, added = false, {}, 0
  if #putKeys > 1 then
    stored, outcomes, added = pcall(putTogether, putKeys, putValues, absentTtl, presentTtl, presentTtl == UNCHANGED)
  end
  if stored and added > 0 then
    noteAdded(added)
  end
  for i, key in ipairs(putKeys) do
    if stored and outcomes[i] then
      statuses[#statuses + 1] = outcomes[i] == 0 and ABSENT or PRESENT
    else
      carryOut(key, false, putValues[i], putValues[i], false)
    end
  end
  putHeader, putKeys, putValues, putBefore = false, {}, {}, {}
end

local function addPut(header, key, value)
  if header ~= putHeader or putBefore[key] then
    finishPuts()
    read(header)
    putHeader = header
  end
  putKeys[#putKeys + 1], putValues[#putValues + 1], putBefore[key] = key, value, true
end

local count = #ARGV
while position <= count do
  local key, header = ARGV[position], ARGV[position + 1]
  -- the quick way of a put like the one before
  while header == putHeader and string.byte(ARGV[position + 2], 1) == PLAIN and not putBefore[key] do
    local size = #putKeys + 1
    putKeys[size], putValues[size], putBefore[key] = key, ARGV[position + 2], true
    position = position + 3
    key, header = ARGV[position], ARGV[position + 1]
  end
  if not key then
    break
  end
  read(header)
  position = position + 2
  local expected = nextIf(2)
  local absentValue = nextIf(4)
  local presentValue = nextIf(8)
  if bit.band(options, 16) ~= 0 then
    presentValue = absentValue
  end
  local token = nextIf(32)
  if isPut and bit.band(string.byte(absentValue, 1), TAGGED + FRESHNESS) == 0 then
    addPut(header, key, absentValue)
  else
    finishPuts()
    read(header)
    carryOut(key, expected, absentValue, presentValue, token)
  end
end
finishPuts()
replies[1], replies[2], replies[3] = wasEmpty, soonest, table.concat(statuses)
if bounded then
  settle()
  replies[#replies + 1] = evicted
end
return replies
