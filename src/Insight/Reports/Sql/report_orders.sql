-- One row per order up to $until: when (in the shop's zone), whose, what was sold and what came back. An order without lines counts by its total.
-- A line that says of itself that it was returned was sold and came back; a line with a negative quantity takes back what another line sold.
CREATE TEMP TABLE report_orders AS
WITH sums AS (
    SELECT order_id,
           sum(quantity * unit_price) FILTER (status IN ('completed', 'returned', 'cancelled') AND quantity > 0) AS sold,
           sum(quantity * unit_price) FILTER (status = 'completed' AND quantity > 0) AS kept,
           sum(abs(quantity * unit_price)) FILTER (status IN ('cancelled', 'returned') OR (status = 'completed' AND quantity < 0)) AS taken_back
    FROM order_lines GROUP BY order_id
), valued AS (
    SELECT o.order_id, o.customer_id,
           timezone(current_setting('TimeZone'), timezone('UTC', o.ordered_at)) AS ordered_at,
           CASE WHEN s.order_id IS NOT NULL THEN coalesce(s.sold, 0) WHEN o.status IN ('completed', 'returned', 'cancelled') THEN greatest(coalesce(o.total, 0), 0) ELSE 0 END AS revenue,
           CASE WHEN s.order_id IS NOT NULL THEN coalesce(s.taken_back, 0) WHEN o.status IN ('cancelled', 'returned') THEN abs(coalesce(o.total, 0)) ELSE 0 END AS returned,
           CASE WHEN s.order_id IS NOT NULL THEN coalesce(s.kept, 0) WHEN o.status = 'completed' THEN coalesce(o.total, 0) ELSE 0 END > 0 AS purchase
    FROM orders AS o
    LEFT JOIN sums AS s USING (order_id)
    WHERE o.ordered_at <= $until
)
SELECT * FROM valued;
