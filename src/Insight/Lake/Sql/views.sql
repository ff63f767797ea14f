-- The lake as readers see it. newest_… has one row per business key (LakeSql.Newest over the Parquet files that the snapshot lists);
-- here a customer's other names are resolved, a cancelled order cancels its lines, and a category gets its name.

CREATE VIEW orders AS
SELECT o.order_id, coalesce(a.customer_id, o.customer_id) AS customer_id, o.ordered_at, o.status, o.currency, o.discount, o.shipping, o.tax, o.total, o.country, o.channel
FROM newest_orders AS o
LEFT JOIN newest_customer_aliases AS a ON a.alias = o.customer_id;

CREATE VIEW order_lines AS
SELECT l.order_id, l.line_no, l.product_id, l.quantity, l.unit_price,
       CASE WHEN l.status = 'completed' AND o.status IN ('cancelled', 'returned') THEN o.status ELSE l.status END AS status
FROM newest_order_lines AS l
LEFT JOIN newest_orders AS o USING (order_id);

-- What an order came to. revenue: lines that were sold and kept; returned: lines of negative quantity, which take back what another line sold; refunded: lines
-- that say of themselves that they came back, and so count in neither. An order without lines counts by its total.
CREATE VIEW order_values AS
WITH sums AS (
    SELECT order_id,
           coalesce(sum(quantity * unit_price) FILTER (status = 'completed' AND quantity > 0), 0) AS revenue,
           coalesce(sum(-quantity * unit_price) FILTER (quantity < 0), 0) AS returned,
           coalesce(sum(quantity * unit_price) FILTER (status = 'returned' AND quantity > 0), 0) AS refunded,
           coalesce(sum(quantity) FILTER (status = 'completed' AND quantity > 0), 0) AS units,
           count(DISTINCT product_id) FILTER (status = 'completed' AND quantity > 0) AS products
    FROM order_lines GROUP BY order_id
), totals AS (
    SELECT order_id, coalesce(total, 0) AS total, status = 'completed' AS kept, status = 'returned' AS refunded FROM orders
)
SELECT o.order_id, o.customer_id, o.ordered_at,
       coalesce(s.revenue, CASE WHEN t.kept THEN greatest(t.total, 0) ELSE 0 END) AS revenue,
       coalesce(s.returned, greatest(-t.total, 0)) AS returned,
       coalesce(s.refunded, CASE WHEN t.refunded THEN greatest(t.total, 0) ELSE 0 END) AS refunded,
       coalesce(s.units, CASE WHEN t.kept THEN 1 ELSE 0 END) AS units,
       coalesce(s.products, CASE WHEN t.kept THEN 1 ELSE 0 END) AS products
FROM orders AS o
JOIN totals AS t USING (order_id)
LEFT JOIN sums AS s USING (order_id);

CREATE VIEW products AS
SELECT p.product_id, p.title, coalesce(c.name, p.category) AS category, p.brand, p.price, p.cost, p.image, p.active, p.attributes
FROM newest_products AS p
LEFT JOIN newest_category_names AS c ON c.category = p.category;

CREATE VIEW customers AS
SELECT customer_id, created_at, country, marketing_consent, consent_at, profiling_opt_out, attributes FROM newest_customers;

CREATE VIEW reviews AS
SELECT review_id, order_id, customer_id, product_id, rating, title, text, reviewed_at, language FROM newest_reviews;

CREATE VIEW payments AS
SELECT order_id, sequence, method, amount FROM newest_payments;

CREATE VIEW sellers AS
SELECT seller_id, city, region FROM newest_sellers;
