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
