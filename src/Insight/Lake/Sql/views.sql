-- The lake as readers see it: one row per business key, the newest version, cancelled orders cancelling their lines.
-- The raw tables (raw_orders, …) are the Parquet files that the snapshot lists.

CREATE VIEW orders AS
SELECT o.order_id, coalesce(a.customer_id, o.customer_id) AS customer_id, o.ordered_at, o.status, o.currency, o.discount, o.shipping, o.tax, o.total, o.country, o.channel
FROM (SELECT * FROM raw_orders QUALIFY row_number() OVER (PARTITION BY order_id ORDER BY _version DESC, _hash) = 1) AS o
LEFT JOIN (SELECT * FROM raw_customer_aliases QUALIFY row_number() OVER (PARTITION BY alias ORDER BY _version DESC, _hash) = 1) AS a ON a.alias = o.customer_id;

CREATE VIEW order_lines AS
WITH newest AS (
    SELECT *, max(_version) FILTER (_whole) OVER (PARTITION BY order_id) AS _replaced_at
    FROM raw_order_lines
    QUALIFY row_number() OVER (PARTITION BY order_id, _line ORDER BY _version DESC, _hash) = 1
)
SELECT l.order_id, l.line_no, l.product_id, l.quantity, l.unit_price,
       CASE WHEN l.status = 'completed' AND o.status IN ('cancelled', 'returned') THEN o.status ELSE l.status END AS status
FROM newest AS l
LEFT JOIN orders AS o USING (order_id)
WHERE l._version >= coalesce(l._replaced_at, 0);

CREATE VIEW products AS
SELECT p.product_id, p.title, coalesce(c.name, p.category) AS category, p.brand, p.price, p.cost, p.image, p.active, p.attributes
FROM (SELECT * FROM raw_products QUALIFY row_number() OVER (PARTITION BY product_id ORDER BY _version DESC, _hash) = 1) AS p
LEFT JOIN (SELECT * FROM raw_category_names QUALIFY row_number() OVER (PARTITION BY category ORDER BY _version DESC, _hash) = 1) AS c ON c.category = p.category;

CREATE VIEW customers AS
SELECT customer_id, created_at, country, marketing_consent, consent_at, profiling_opt_out, attributes
FROM raw_customers QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY _version DESC, _hash) = 1;

CREATE VIEW reviews AS
SELECT review_id, order_id, customer_id, product_id, rating, title, text, reviewed_at, language
FROM raw_reviews QUALIFY row_number() OVER (PARTITION BY review_id ORDER BY _version DESC, _hash) = 1;

CREATE VIEW payments AS
SELECT order_id, sequence, method, amount
FROM raw_payments QUALIFY row_number() OVER (PARTITION BY order_id, sequence ORDER BY _version DESC, _hash) = 1;

CREATE VIEW sellers AS
SELECT seller_id, city, region
FROM raw_sellers QUALIFY row_number() OVER (PARTITION BY seller_id ORDER BY _version DESC, _hash) = 1;
