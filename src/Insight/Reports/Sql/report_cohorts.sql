-- Month of the first purchase, months since, how many of that month's customers bought then.
WITH active AS (
    SELECT DISTINCT customer_id, date_trunc('month', ordered_at)::DATE AS month FROM report_orders WHERE purchase AND customer_id IS NOT NULL
), dated AS (
    SELECT *, min(month) OVER (PARTITION BY customer_id) AS first_month FROM active
)
SELECT first_month, date_diff('month', first_month, month) AS months_since, count(*)
FROM dated GROUP BY ALL ORDER BY first_month, months_since;
