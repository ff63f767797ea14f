-- Every order of every known customer up to $until, oldest first. An order without lines counts by its total.
WITH sums AS (
    SELECT order_id,
           sum(quantity * unit_price) FILTER (status = 'completed' AND quantity > 0) AS revenue,
           sum(abs(quantity * unit_price)) FILTER (status <> 'completed' OR quantity < 0) AS returned,
           sum(quantity) FILTER (status = 'completed' AND quantity > 0) AS units,
           count(DISTINCT product_id) FILTER (status = 'completed' AND quantity > 0) AS products
    FROM order_lines GROUP BY order_id
)
SELECT o.customer_id, o.order_id, o.ordered_at,
       CASE WHEN s.order_id IS NOT NULL THEN coalesce(s.revenue, 0) WHEN o.status = 'completed' THEN greatest(coalesce(o.total, 0), 0) ELSE 0 END AS revenue,
       CASE WHEN s.order_id IS NOT NULL THEN coalesce(s.returned, 0) WHEN o.status = 'completed' THEN 0 ELSE abs(coalesce(o.total, 0)) END AS returned,
       CASE WHEN s.order_id IS NOT NULL THEN coalesce(s.units, 0) WHEN o.status = 'completed' THEN 1 ELSE 0 END AS units,
       CASE WHEN s.order_id IS NOT NULL THEN coalesce(s.products, 0) WHEN o.status = 'completed' THEN 1 ELSE 0 END AS products
FROM orders AS o
LEFT JOIN sums AS s USING (order_id)
WHERE o.customer_id IS NOT NULL AND o.ordered_at <= $until
ORDER BY o.customer_id, o.ordered_at, o.order_id;
