-- The products of a category with their prices, each with the share of the category's purchases that cost less, in per cent.
-- 1: category, 2: category
WITH paid AS (
  SELECT p.price_cents, count(*) AS units
  FROM purchases p
  JOIN products a ON a.id = p.product_id
  WHERE a.category_id = ?
  GROUP BY p.price_cents
), ranked AS (
  SELECT price_cents, units, sum(units) OVER () AS all_units FROM paid
)
SELECT
  a.id AS product,
  a.name,
  a.price_cents,
  coalesce(round(100 * sum(r.units) FILTER (WHERE r.price_cents < a.price_cents) / max(r.all_units)), 0) AS cheaper
FROM products a
CROSS JOIN ranked r
WHERE a.category_id = ?
GROUP BY a.id
ORDER BY a.id
