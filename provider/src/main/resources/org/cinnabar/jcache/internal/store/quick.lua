-- Fragment placed before all others of commit.lua: the quick way of a call that is nothing but plain puts, as most calls are.
-- It makes no functions: to make those of the other fragments takes the server longer than a put does.
--
-- It goes where one command stores all: nobody listens, nothing is queued, leased or bounded; the puts are of one header and
-- different keys, expect nothing, and nobody wants to know more of them; no index or tag knows the entries, neither the new ones
-- nor those before them. Whatever is otherwise, and what the server refuses, is left to the other fragments with nothing done.
--
-- Uses
--   KEYS, ARGV, what it returns  see commit.lua
if #KEYS == 5 then
  local PLAIN_PUT, PLAIN, NOT_PLAIN = '\0\20\2', 16, 128 + 8 + 4
  local ETERNAL, UNCHANGED = -1, -2
  local header, flags = ARGV[6], tonumber(ARGV[4])
  local absentTtl, presentChange, presentTtl = struct.unpack('>i8Bxi8', header, 5)
  local native, together = bit.band(flags, 1) ~= 0, bit.band(flags, 4) ~= 0
  local expires = absentTtl ~= ETERNAL or presentTtl > 0

  local quick = string.sub(header, 1, 3) == PLAIN_PUT and presentChange == 2
    and (native and together or not expires) and redis.call('HLEN', KEYS[3]) == 0
  local keys, before, count = {}, {}, 0
  for position = 5, quick and #ARGV or 0, 3 do
    local key = ARGV[position]
    if ARGV[position + 1] ~= header or string.byte(ARGV[position + 2], 1) ~= PLAIN or before[key] then
      quick = false
      break
    end
    count = count + 1
    keys[count], before[key] = key, true
  end

  local priors = quick and redis.pcall('HMGET', KEYS[1], unpack(keys)) or {}
  quick = quick and not priors.err
  local present = 0
  for _, prior in ipairs(priors) do
    if prior then
      present = present + 1
      quick = quick and bit.band(string.byte(prior, 1) or PLAIN, NOT_PLAIN) == 0
    end
  end

  local ttl = present == 0 and absentTtl or presentTtl
  local keeping = false
  if quick and present > 0 then
    quick = present == count or absentTtl == presentTtl
    if quick and native and ttl == UNCHANGED then
      local time = redis.call('TIME')
      local soon = time[1] * 1000 + math.floor(time[2] / 1000) + 1
      for _, deadline in ipairs(redis.call('HPEXPIRETIME', KEYS[1], 'FIELDS', count, unpack(keys))) do
        keeping = keeping or deadline ~= -1
        -- in the last millisecond of a field's life Valkey would leave it without a deadline
        quick = quick and (deadline == -1 or together and deadline > soon)
      end
    end
  end

  if quick then
    local command = {'HSET', KEYS[1]}
    if keeping then
      command = {'HSETEX', KEYS[1], 'KEEPTTL', 'FIELDS', count}
    elseif ttl >= 0 then
      command = {'HSETEX', KEYS[1], 'PX', ttl, 'FIELDS', count}
    end
    local size, statuses = #command, {}
    for i, key in ipairs(keys) do
      command[size + 1], command[size + 2] = key, ARGV[3 * i + 4]
      size = size + 2
      statuses[i] = priors[i] and '\1' or '\0'
    end
    local reply = redis.pcall(unpack(command))
    if type(reply) ~= 'table' or not reply.err then
      local wasEmpty = present < count and redis.call('HLEN', KEYS[1]) == count - present
      return {wasEmpty and 1 or 0, -1, table.concat(statuses)}
    end
  end
end
