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

CREATE VIEW products AS
SELECT p.product_id, p.title, coalesce(c.name, p.category) AS category, p.brand, p.price, p.cost, p.image, p.active, p.attributes
FROM newest_products AS p
LEFT JOIN newest_category_names AS c ON c.category = p.category;

CREATE VIEW customers AS
SELECT customer_id, created_at, country, marketing_consent, consent_at, profiling_opt_out, attributes FROM newest_customers;

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
