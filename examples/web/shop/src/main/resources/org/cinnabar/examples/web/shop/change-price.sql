-- Changes a product's price; answers with the product's category.
-- 1: cents, 2: product
UPDATE products SET price_cents = ? WHERE id = ? RETURNING category_id
