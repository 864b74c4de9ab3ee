-- What sells better in a category than it used to: the last four weeks against the average of the twelve before, in per cent.
-- 1: category, 2: today
WITH weeks AS (
  SELECT p.product_id, floor(extract(epoch FROM t.today - p.bought_at) / 2419200) AS ago, count(*) AS sold
  FROM purchases p
  JOIN products a ON a.id = p.product_id
  CROSS JOIN (SELECT ?::timestamp AS today) t
  WHERE a.category_id = ? AND p.bought_at >= t.today - interval '112 days'
  GROUP BY p.product_id, ago
), months AS (
  SELECT
    product_id,
    ago,
    sold,
    avg(sold) OVER (PARTITION BY product_id ORDER BY ago DESC ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS before
  FROM weeks
)
SELECT product_id AS product, round(100 * (sold / before - 1)) AS figure
FROM months
WHERE ago = 0 AND before >= 5
ORDER BY figure DESC, product
LIMIT 5
