CREATE TABLE product (
  id       INTEGER PRIMARY KEY,
  name     VARCHAR(40) NOT NULL,
  category VARCHAR(20) NOT NULL,
  price    NUMERIC(8, 2) NOT NULL CHECK (price >= 0),
  stock    INTEGER NOT NULL
);

INSERT INTO product VALUES
  (1, 'Espresso machine', 'coffee', 249.00, 12),
  (2, 'Coffee grinder', 'coffee', 89.50, 40),
  (3, 'Teapot', 'tea', 34.00, 25),
  (4, 'Tea strainer', 'tea', 6.90, 300);

-- The long tail.
INSERT INTO product
  SELECT n, 'Mug no. ' || n, 'mugs', 9.50, 10 FROM SYSTEM_RANGE(5, 1000) AS numbers(n);

CREATE TABLE permission (
  customer INTEGER NOT NULL,
  name     VARCHAR(20) NOT NULL,
  PRIMARY KEY (customer, name)
);

INSERT INTO permission VALUES (7, 'order'), (7, 'review'), (8, 'order');
