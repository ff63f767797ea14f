-- One row per order up to $until: when (in the shop's zone), whose, what was sold and what came back.
CREATE TEMP TABLE report_orders AS
SELECT order_id, customer_id, timezone(current_setting('TimeZone'), timezone('UTC', ordered_at)) AS ordered_at,
       revenue + refunded AS revenue, returned + refunded AS returned, revenue > 0 AS purchase
FROM order_values
WHERE ordered_at <= $until;
