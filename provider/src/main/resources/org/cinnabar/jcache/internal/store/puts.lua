-- Fragment placed before commit.lua: plain puts that travel together are stored together. One by one they take the server
-- three commands each, together three for all.
--
-- Uses
--   ENTRIES, INDEXED, NULL          from events.lua
--   now()                           from clock.lua
--   TAGGED                          from tags.lua
--   native, together                from deadlines.lua
local PLAIN = 16 -- the first byte of an envelope without any flag

-- Whether an envelope says all there is to know of its entry: no deadline elsewhere, no tags, no remembered null.
local function isPlain(value)
  local flags = string.byte(value, 1)
  return flags == PLAIN or bit.band(flags or 0, TAGGED + INDEXED + NULL) == 0
end

-- Sets the fields at some positions of a list, in one command. Returns the error, if any. A call has some thousand arguments,
-- and Lua can pass 8,000 to one command.
local function setAll(positions, keys, values, ...)
  if #positions == 0 then
    return nil
  end
  local command = {...}
  local size = #command
  for _, position in ipairs(positions) do
    command[size + 1], command[size + 2] = keys[position], values[position]
    size = size + 2
  end
  local reply = redis.pcall(unpack(command))
  return type(reply) == 'table' and reply.err
end

-- The same with a time to live in ms, negative for none.
local function setAllFor(ttl, positions, keys, values)
  if ttl < 0 then
    return setAll(positions, keys, values, 'HSET', ENTRIES)
  end
  return setAll(positions, keys, values, 'HSETEX', ENTRIES, 'PX', ttl, 'FIELDS', #positions)
end

-- The same with the deadlines that the fields have, native ones or none.
local function setAllKeeping(deadlines, positions, keys, values)
  if deadlines and together then
    return setAll(positions, keys, values, 'HSETEX', ENTRIES, 'KEEPTTL', 'FIELDS', #positions)
  end
  return setAll(positions, keys, values, 'HSET', ENTRIES)
end

-- Whether a field keeps its deadline when it is set with others. Not when that is due within the millisecond: Valkey would
-- leave it without one; nor where fields can't be set together with their deadlines.
local function keeps(deadline)
  return deadline == -1 or together and deadline > now() + 1
end

-- Stores values under different keys, whatever was there. Returns for every position 0 when there was no entry, 1 when there
-- was one, and nothing when that one needs a closer look and its put is still to be done; and how many were added.
local function putTogether(keys, values, absentTtl, presentTtl, keepsDeadlines)
  local priors = redis.call('HMGET', ENTRIES, unpack(keys))
  local deadlines = keepsDeadlines and native and redis.call('HPEXPIRETIME', ENTRIES, 'FIELDS', #keys, unpack(keys))
  local absent, present, outcomes = {}, {}, {}
  for position, prior in ipairs(priors) do
    if not prior then
      absent[#absent + 1] = position
    elseif isPlain(prior) and (not deadlines or keeps(deadlines[position])) then
      present[#present + 1] = position
    end
  end
  local function note(refusal, positions, outcome)
    for _, position in ipairs(refusal and {} or positions) do
      outcomes[position] = outcome
    end
    return refusal and 0 or #positions
  end
  local added = note(setAllFor(absentTtl, absent, keys, values), absent, 0)
  if keepsDeadlines then
    note(setAllKeeping(deadlines, present, keys, values), present, 1)
  else
    note(setAllFor(presentTtl, present, keys, values), present, 1)
  end
  return outcomes, added
end
