WITH days AS (
    SELECT customer_id, count(DISTINCT ordered_at::DATE) AS purchase_days
    FROM report_orders WHERE purchase AND customer_id IS NOT NULL GROUP BY customer_id
)
SELECT min(ordered_at)::DATE, max(ordered_at)::DATE, coalesce(sum(revenue), 0)::DOUBLE, coalesce(sum(returned), 0)::DOUBLE,
       count(*) FILTER (purchase), (SELECT count(*) FROM days), (SELECT count(*) FROM days WHERE purchase_days > 1),
       count(*) FILTER (purchase AND customer_id IS NULL)
FROM report_orders HAVING count(*) > 0;
