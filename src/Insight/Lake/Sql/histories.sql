-- Every order of every known customer up to $until, oldest first.
SELECT customer_id, order_id, ordered_at, revenue, returned, units, products
FROM order_values
WHERE customer_id IS NOT NULL AND ordered_at <= $until
ORDER BY customer_id, ordered_at, order_id;
