-- Reads a page of the live entries of one partition. A remembered null is none. What was invalidated by a tag is removed.
--
-- KEYS    1 entries, 2 deadlines, 3 tags (see tags.lua)
-- ARGV    1 position, "0" at first (see page.lua); 2 about how many entries to look at; 3 what to return of each, "entries" or "keys";
--         4 a glob that the keys match, which may be left out
-- Returns {next position, "0" after the last page; key, envelope, key, envelope ... or key, key ...}
TAGS = KEYS[3]
local NULL = 8
local read = page(KEYS[1], ARGV[1], ARGV[2], ARGV[4])
local found = read[2]
local result = {read[1]}
for i = 1, #found, 2 do
  local value = live(KEYS[1], KEYS[2], found[i], found[i + 1])
  if value and bit.band(string.byte(value, 1) or 0, NULL) == 0 then
    result[#result + 1] = found[i]
    if ARGV[3] == 'entries' then
      result[#result + 1] = value
    end
  end
end
return result
