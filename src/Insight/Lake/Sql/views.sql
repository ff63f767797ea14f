-- The lake as readers see it. newest_… has one row per business key (LakeSql.Newest over the Parquet files that the snapshot lists);
-- here a customer's other names are resolved, a cancelled order cancels its lines, and a category gets its name.

CREATE VIEW products AS
SELECT p.product_id, p.title, coalesce(c.name, p.category) AS category, p.brand, p.price, p.cost, p.image, p.active, p.attributes
FROM newest_products AS p
LEFT JOIN newest_category_names AS c ON c.category = p.category;

-- Whether purchases are told by events alone.
CREATE VIEW told_by AS SELECT count(*) = 0 AS only_events FROM (SELECT 1 FROM newest_orders LIMIT 1);

-- Purchases among the events that no order tells of yet, by what they are called until one does. Those without an order id count only while the shop has no
-- orders at all, and only then is a visitor a customer. All of it depends on what is there, never on what came first.
CREATE VIEW provisional_purchases AS
WITH purchases AS (
    SELECT e.*, s.only_events, coalesce(a.customer_id, e.customer_id, CASE WHEN s.only_events THEN e.anonymous_id END) AS buyer
    FROM newest_events AS e CROSS JOIN told_by AS s LEFT JOIN newest_customer_aliases AS a ON a.alias = e.customer_id
    WHERE e.event_type = 'purchase' AND e.occurred_at IS NOT NULL
)
SELECT coalesce(order_id, 'p_' || coalesce(buyer, session_id) || '_' || epoch_us(occurred_at)) AS order_id, buyer AS customer_id, anonymous_id, session_id,
       occurred_at, product_id, quantity, value, currency
FROM purchases
WHERE CASE WHEN order_id IS NULL THEN only_events AND coalesce(buyer, session_id) IS NOT NULL ELSE order_id NOT IN (SELECT order_id FROM newest_orders) END;

CREATE VIEW orders AS
SELECT o.order_id, coalesce(a.customer_id, o.customer_id) AS customer_id, o.ordered_at, o.status, o.currency, o.discount, o.shipping, o.tax, o.total, o.country, o.channel
FROM newest_orders AS o
LEFT JOIN newest_customer_aliases AS a ON a.alias = o.customer_id
UNION ALL BY NAME
SELECT order_id, min(customer_id) AS customer_id, min(occurred_at) AS ordered_at, 'completed' AS status, min(currency) AS currency, max(value) FILTER (product_id IS NULL) AS total
FROM provisional_purchases GROUP BY order_id;

CREATE VIEW order_lines AS
SELECT l.order_id, l.line_no, l.product_id, l.quantity, l.unit_price,
       CASE WHEN l.status = 'completed' AND o.status IN ('cancelled', 'returned') THEN o.status ELSE l.status END AS status
FROM newest_order_lines AS l
LEFT JOIN newest_orders AS o USING (order_id)
UNION ALL BY NAME
SELECT p.order_id, p.product_id, coalesce(p.quantity, 1) AS quantity, coalesce(p.value, r.price, 0) AS unit_price, 'completed' AS status
FROM provisional_purchases AS p
LEFT JOIN products AS r USING (product_id)
WHERE p.product_id IS NOT NULL AND coalesce(p.quantity, 1) > 0 AND p.order_id NOT IN (SELECT order_id FROM newest_order_lines);

CREATE VIEW customers AS
SELECT customer_id, created_at, country, marketing_consent, consent_at, profiling_opt_out, attributes FROM newest_customers;

-- Who does not want to be profiled, as the newest rows say it and whatever time is looked at: nothing is read of them that learns or scores, while sums over everybody keep them.
CREATE VIEW opted_out AS
SELECT DISTINCT coalesce(a.customer_id, c.customer_id) AS customer_id
FROM newest_customers AS c
LEFT JOIN newest_customer_aliases AS a ON a.alias = c.customer_id
WHERE c.profiling_opt_out;

CREATE VIEW reviews AS
SELECT review_id, order_id, customer_id, product_id, rating, title, text, reviewed_at, language, recommended, category, attributes FROM newest_reviews;

CREATE VIEW payments AS
SELECT order_id, sequence, method, amount FROM newest_payments;

CREATE VIEW sellers AS
SELECT seller_id, city, region FROM newest_sellers;

CREATE VIEW events AS
SELECT event_id, session_id, anonymous_id, coalesce(a.customer_id, e.customer_id) AS customer_id, event_type, product_id, occurred_at, position, order_id, quantity, value, currency, query, source, device
FROM newest_events AS e
LEFT JOIN newest_customer_aliases AS a ON a.alias = e.customer_id;

CREATE VIEW sessions AS
SELECT session_id, customer_id, started_at, purchased, value, source, device, attributes FROM newest_sessions;

-- What lies in the warehouse now, and what lay there when.
CREATE VIEW stock_history AS
SELECT product_id, as_of, on_hand, on_order, lead_time_days FROM newest_stock;

CREATE VIEW stock AS
SELECT * FROM stock_history QUALIFY row_number() OVER (PARTITION BY product_id ORDER BY as_of DESC) = 1;

CREATE VIEW sales AS
SELECT series_id, date, quantity, covariates FROM newest_sales;

CREATE VIEW campaigns AS
SELECT campaign_id, customer_id, arm, sent_at, cost FROM newest_campaigns;

CREATE VIEW places AS
SELECT place_id, postcode, latitude, longitude, city, region FROM newest_places;

-- Every line that takes goods back, with the sale that it takes back: the latest earlier one of that product to that customer with enough units, at the same price where
-- there is one. A sale may be taken back by several lines.
CREATE VIEW returns AS
WITH lines AS (
    SELECT l.order_id, l.product_id, l.quantity, l.unit_price, l.status, o.customer_id, o.ordered_at FROM order_lines AS l JOIN orders AS o USING (order_id)
), taken AS (
    SELECT row_number() OVER () AS n, * FROM lines WHERE quantity < 0 AND status IN ('cancelled', 'returned')
), matched AS (
    SELECT t.n, arg_max(s.order_id, row(s.unit_price = t.unit_price, s.ordered_at, s.order_id)) AS sale_order_id
    FROM taken AS t
    JOIN lines AS s ON s.customer_id = t.customer_id AND s.product_id = t.product_id AND s.status = 'completed' AND s.quantity >= -t.quantity AND s.ordered_at <= t.ordered_at
    GROUP BY t.n
)
SELECT t.order_id, t.product_id, -t.quantity AS quantity, t.ordered_at AS returned_at, m.sale_order_id
FROM taken AS t LEFT JOIN matched AS m USING (n);

-- Units of a product that a day's customers wanted and kept, in the shop's zone: what was taken back is subtracted from the day of its sale.
CREATE VIEW demand AS
SELECT product_id, day, greatest(sum(quantity), 0) AS quantity
FROM (
    SELECT l.product_id, timezone(current_setting('TimeZone'), timezone('UTC', o.ordered_at))::DATE AS day, l.quantity
    FROM order_lines AS l JOIN orders AS o USING (order_id) WHERE l.status = 'completed' AND l.quantity > 0
    UNION ALL
    SELECT r.product_id, timezone(current_setting('TimeZone'), timezone('UTC', o.ordered_at))::DATE, -r.quantity
    FROM returns AS r JOIN orders AS o ON o.order_id = r.sale_order_id
)
WHERE NOT is_non_product(product_id)
GROUP BY product_id, day;
