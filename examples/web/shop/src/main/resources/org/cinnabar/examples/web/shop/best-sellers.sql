-- What sold most in a category in the last quarter.
-- 1: category, 2: today
SELECT p.product_id AS product, count(*) AS figure
FROM purchases p
JOIN products a ON a.id = p.product_id
WHERE a.category_id = ? AND p.bought_at >= ?::timestamp - interval '90 days'
GROUP BY p.product_id
ORDER BY figure DESC, product
LIMIT 5
