-- Every month from the first order to the last, also those without any.
WITH months AS (
    SELECT unnest(generate_series(date_trunc('month', min(ordered_at))::TIMESTAMP, date_trunc('month', max(ordered_at))::TIMESTAMP, INTERVAL 1 MONTH))::DATE AS month FROM report_orders
), firsts AS (
    SELECT customer_id, date_trunc('month', min(ordered_at))::DATE AS month FROM report_orders WHERE purchase AND customer_id IS NOT NULL GROUP BY customer_id
), newcomers AS (
    SELECT month, count(*) AS customers FROM firsts GROUP BY month
)
SELECT m.month, coalesce(sum(o.revenue), 0)::DOUBLE, coalesce(sum(o.returned), 0)::DOUBLE, count(o.order_id) FILTER (o.purchase),
       count(DISTINCT o.customer_id) FILTER (o.purchase), coalesce(any_value(n.customers), 0)
FROM months AS m
LEFT JOIN report_orders AS o ON date_trunc('month', o.ordered_at)::DATE = m.month
LEFT JOIN newcomers AS n ON n.month = m.month
GROUP BY m.month ORDER BY m.month;
