-- Notes that entries of one partition were used: looked for, whether or not they were found.
--
-- KEYS    1 usage, 2 newcomers of the partition, see usage.lua
-- ARGV    1 the bound, see usage.lua, then for each key the encoded key and how often it was used
-- Returns {}
bind(KEYS[1], KEYS[2], ARGV[1])
local lists = {}
for i = 2, #ARGV, 2 do
  lists[#lists + 1] = cellsOf(ARGV[i])
end
readCells(lists)
for i, numbers in ipairs(lists) do
  noteUse(numbers, tonumber(ARGV[2 * i + 1]))
end
settle()
return {}
