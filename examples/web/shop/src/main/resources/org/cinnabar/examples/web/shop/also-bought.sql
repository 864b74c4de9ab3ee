-- Products of a category that were bought by those who bought the same as the customer lately, and that the customer
-- doesn't have: the products ranked by how many such buyers they have.
-- 1: customer, 2: customer, 3: customer, 4: category
WITH mine AS (
  SELECT product_id
  FROM purchases
  WHERE customer_id = ?
  GROUP BY product_id
  ORDER BY max(bought_at) DESC, product_id
  LIMIT 10
), alike AS (
  SELECT p.customer_id, count(DISTINCT p.product_id) AS shared
  FROM purchases p
  JOIN mine USING (product_id)
  WHERE p.customer_id <> ?
  GROUP BY p.customer_id
)
SELECT a.id AS product, count(DISTINCT p.customer_id) AS figure
FROM alike
JOIN purchases p USING (customer_id)
JOIN products a ON a.id = p.product_id
WHERE NOT EXISTS (SELECT FROM purchases o WHERE o.customer_id = ? AND o.product_id = a.id)
  AND a.category_id = ?
GROUP BY a.id
ORDER BY sum(alike.shared) DESC, a.id
LIMIT 5
