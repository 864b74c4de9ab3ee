-- Asks the server what it can do.
-- KEYS[1]  a key that never exists; gives the script a slot on a cluster
-- returns  1 when fields of a hash can expire by themselves, plus 2 when the server runs in cluster mode, plus 4 when a
--          field can be set together with its deadline
local answer = 0

-- Whether the server has a command, or why that can't be told.
local function has(name, ...)
  local info = redis.pcall('COMMAND', 'INFO', name)
  if not info.err then
    return info[1]
  end
  -- The user may not run COMMAND: try the command itself, on nothing.
  local tried = redis.pcall(name, KEYS[1], ...)
  if type(tried) == 'table' and tried.err then
    return false, not string.find(tried.err, 'nknown') and tried
  end
  return true
end

local expires, refused = has('HPEXPIRE', 1000, 'FIELDS', 1, 'f')
if refused then
  return refused
elseif expires then
  answer = 1
end
-- Without it, or where the user may not use it, two commands do the same.
if has('HSETEX', 'FXX', 'FIELDS', 1, 'f', 'v') then
  answer = answer + 4
end
local cluster = redis.pcall('INFO', 'cluster')
if type(cluster) == 'string' and string.find(cluster, 'cluster_enabled:1', 1, true) then
  answer = answer + 2
end
return answer
