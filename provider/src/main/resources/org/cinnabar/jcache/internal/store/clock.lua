-- Fragment placed before the scripts that ask for the time.
--
-- Uses
--   the server's clock, in ms, at most once, so that all elements of one call see the same moment
local clock
local function now()
  if not clock then
    local time = redis.call('TIME')
    clock = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
  end
  return clock
end

