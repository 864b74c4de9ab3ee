-- Asks the server which keys it evicts when its memory is full.
-- KEYS[1]  a key that never exists; gives the script a slot on a cluster
-- returns  {the policy, bytes that it may use or 0 for any number}, each empty where the server doesn't tell
local told = redis.pcall('INFO', 'memory')
if type(told) ~= 'string' then
  return {'', ''}
end
return {string.match(told, 'maxmemory_policy:([^\r\n]+)') or '', string.match(told, 'maxmemory:(%d+)') or ''}
