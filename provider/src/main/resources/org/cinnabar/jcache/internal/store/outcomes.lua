-- Fragment placed before commit.lua: what commits expect, and how they ended.
--
-- Uses
--   nothing from other fragments

-- Whether the entry is as a commit expects it.
local function holds(expectation, expected, prior)
  if expectation == 0 then
    return true
  elseif expectation == 1 then
    return not prior
  elseif expectation == 2 then
    return prior ~= false
  end
  return prior == expected
end

-- What goes back, see commit.lua.
local statuses, replies = {}, {0, -1, ''}
local function reply(status, value, sequence, acknowledgements)
  local size = #replies
  if value then
    status, size = status + 4, size + 1
    replies[size] = value
  end
  if sequence ~= 0 then
    status = status + 8
    replies[size + 1], replies[size + 2] = sequence, acknowledgements
  end
  statuses[#statuses + 1] = string.char(status)
end
