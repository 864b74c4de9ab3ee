-- The category that a customer buys most in.
-- 1: customer
SELECT c.id AS customer, c.name AS customer_name, k.id AS category, k.name AS category_name, count(*) AS purchases
FROM customers c
JOIN purchases p ON p.customer_id = c.id
JOIN products a ON a.id = p.product_id
JOIN categories k ON k.id = a.category_id
WHERE c.id = ?
GROUP BY c.id, k.id
ORDER BY purchases DESC, k.id
LIMIT 1
