-- Fragment placed before the scripts that go through a hash page by page.
--
-- The server's cursor is a place in an order that each process has of its own, by a random seed. To a replica that took over,
-- to the node that a slot moved to, or to a server started anew, it means nothing: some entries would never be returned. So
-- a position names the process as well, and where another one reads it, the hash is begun again.
--
-- Uses
--   INFO, at most once a call, and only where the hash takes several pages

-- The process; where the user may not run INFO, a place in its memory serves.
local function process()
  local told = redis.pcall('INFO', 'server')
  return type(told) == 'string' and string.match(told, 'run_id:(%w+)') or string.match(tostring(redis), '%w+$')
end

-- Reads a page.
--
-- position  where to go on: "0" at first, then "cursor:process"; a cursor without a process is of another one
-- count     about how many entries to look at
-- glob      what the fields match, or nil
-- Returns {next position, "0" after the last page; {field, value, field, value ...}}
local function page(hash, position, count, glob)
  local cursor, other = string.match(position, '^(%d+):?(.*)$')
  local this
  if cursor ~= '0' then
    this = process()
    cursor = other == this and cursor or '0'
  end
  local read = glob and redis.call('HSCAN', hash, cursor, 'COUNT', count, 'MATCH', glob)
    or redis.call('HSCAN', hash, cursor, 'COUNT', count)
  if read[1] ~= '0' then
    read[1] = read[1] .. ':' .. (this or process())
  end
  return read
end

