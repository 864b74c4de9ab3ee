-- Asks the server what it can do.
-- KEYS[1]  a key that never exists; gives the script a slot on a cluster
-- returns  1 when fields of a hash can expire by themselves, plus 2 when the server runs in cluster mode
local answer = 0
local info = redis.pcall('COMMAND', 'INFO', 'hpexpire')
if info.err then
  -- The user may not run COMMAND: try the command itself, on nothing.
  local tried = redis.pcall('HPEXPIRE', KEYS[1], 1000, 'FIELDS', 1, 'f')
  if not tried.err then
    answer = 1
  elseif not string.find(tried.err, 'nknown') then
    return tried
  end
elseif info[1] then
  answer = 1
end
local cluster = redis.pcall('INFO', 'cluster')
if type(cluster) == 'string' and string.find(cluster, 'cluster_enabled:1', 1, true) then
  answer = answer + 2
end
return answer
