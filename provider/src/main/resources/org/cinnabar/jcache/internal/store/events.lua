-- Fragment placed before the scripts that change entries: the listener registry and event publication.
--
-- Uses
--   KEYS[1] entries    hash: encoded key -> envelope
--   KEYS[2] deadlines  zset: encoded key -> deadline in ms, of the entries whose envelope has the INDEXED flag (4)
--   KEYS[3] listeners  hash: node id -> "events:synchronous:oldValue:leaseDeadlineMs"; the bit 16 of events stands for
--                      changes: the node follows what changes without wanting to know more than the key
--   KEYS[4] sequence   counter of the messages published by this partition
--   ARGV[1] the channel that events are published on
--   ARGV[2] the partition's number
--   ARGV[3] the id of the calling node
-- Message, big endian, strings led by their length in four bytes
--   type (1 event, 2 cleared, 3 changed, 4 pulse: see pulse.lua, 5 tags invalidated: see invalidate.lua), partition (4),
--   sequence (8)
--   event:   kind, flags (1 old value follows, 2 new value follows), origin, the comma separated ids of the nodes that
--            are to acknowledge, key, [old value], [new value]
--   changed: key
local ENTRIES, DEADLINES, LISTENERS, SEQUENCE = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local CHANNEL, PARTITION, NODE = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local REMOVED, EXPIRED, LAST_KIND = 3, 4, 4
local CHANGES = 16
local INDEXED, NULL = 4, 8

-- wanted[kind]: somebody listens; old[kind]: and wants the old value; waiting[kind]: other nodes that acknowledge.
local wanted, old, waiting = {}, {}, {}
local listening, following, othersWait = false, false, false

local function note(node, events, synchronous, oldValue)
  listening = true
  following = following or bit.band(events, CHANGES) ~= 0
  for kind = 1, LAST_KIND do
    local mask = 2 ^ (kind - 1)
    if bit.band(events, mask) ~= 0 then
      wanted[kind] = true
      old[kind] = old[kind] or oldValue
    end
    if node ~= NODE and bit.band(synchronous, mask) ~= 0 then
      waiting[kind] = waiting[kind] or {}
      table.insert(waiting[kind], node)
      othersWait = true
    end
  end
end

local registered = redis.call('HGETALL', LISTENERS)
for i = 1, #registered, 2 do
  local events, synchronous, oldValue, deadline = string.match(registered[i + 1], '^(%d+):(%d+):(%d+):(%d+)$')
  if deadline and tonumber(deadline) > now() then
    note(registered[i], tonumber(events), tonumber(synchronous), oldValue == '1')
  else
    redis.call('HDEL', LISTENERS, registered[i])
  end
end

-- Publishes an event if somebody listens for its kind; returns its sequence number (0: none) and how many nodes will
-- acknowledge it, which they are only asked to when the caller waits.
local function publish(kind, key, oldValue, newValue, callerWaits)
  if not wanted[kind] then
    return 0, 0
  end
  if kind < REMOVED and not old[kind] then
    oldValue = false
  end
  local nodes = callerWaits and waiting[kind] or {}
  local acknowledging = table.concat(nodes, ',')
  local sequence = redis.call('INCR', SEQUENCE)
  local flags = (oldValue and 1 or 0) + (newValue and 2 or 0)
  local message = struct.pack('>BI4I8BBI4c0I4c0I4c0', 1, PARTITION, sequence, kind, flags,
    #NODE, NODE, #acknowledging, acknowledging, #key, key)
  if oldValue then
    message = message .. struct.pack('>I4c0', #oldValue, oldValue)
  end
  if newValue then
    message = message .. struct.pack('>I4c0', #newValue, newValue)
  end
  redis.call('PUBLISH', CHANNEL, message)
  return sequence, #nodes
end

-- Publishes that a key changed, without saying how, for those who follow. An event of the same change makes that needless.
local function publishChanged(key)
  if following then
    local sequence = redis.call('INCR', SEQUENCE)
    redis.call('PUBLISH', CHANNEL, struct.pack('>BI4I8I4c0', 3, PARTITION, sequence, #key, key))
  end
end

local function isIndexed(value)
  return bit.band(string.byte(value, 1) or 0, INDEXED) ~= 0
end

-- Whether a value is a remembered null: no entry, to whoever asks.
local function isNull(value)
  return bit.band(string.byte(value, 1) or 0, NULL) ~= 0
end
