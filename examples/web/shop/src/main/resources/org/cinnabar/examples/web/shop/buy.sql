-- A customer buys a product on the last day; answers with the product's category.
-- 1: customer, 2: product
WITH bought AS (
  INSERT INTO purchases (customer_id, product_id, bought_at, price_cents)
  SELECT c.id, a.id, timestamp '2025-12-31 12:00', a.price_cents
  FROM customers c
  CROSS JOIN products a
  WHERE c.id = ? AND a.id = ?
  RETURNING product_id
)
SELECT a.category_id
FROM bought
JOIN products a ON a.id = bought.product_id
